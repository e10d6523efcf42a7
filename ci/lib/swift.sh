# The Swift toolchain: not installed from here, only checked.

MINIMUM_SWIFT=6.3

ensure_swift() {
  command -v swift >/dev/null || die "there is no 'swift' on the PATH" \
    "Install Swift $MINIMUM_SWIFT or newer from https://www.swift.org/install/linux/ and run this again."
  local text version
  text=$(swift --version 2>/dev/null) || die "'swift --version' fails" "Repair the toolchain at $(command -v swift)."
  version=$(sed -nE 's/.*Swift version ([0-9]+\.[0-9]+(\.[0-9]+)?).*/\1/p' <<<"$text" | head -n 1)
  [ -n "$version" ] || die "the version of $(command -v swift) cannot be read from: ${text%%$'\n'*}"
  local lowest
  lowest=$(printf '%s\n%s\n' "$MINIMUM_SWIFT" "$version" | sort -V | head -n 1)
  [ "$lowest" = "$MINIMUM_SWIFT" ] || die "Swift $version is too old: $MINIMUM_SWIFT or newer is needed" \
    "Install it from https://www.swift.org/install/linux/ and run this again."
}
