# The release build that ci/check and ci/soak run; GATEHOUSE_BINARY names one that is there already.

GATEHOUSE=${GATEHOUSE_BINARY:-.build-release/release/gatehouse}

build_release() {
  if [ -n "${GATEHOUSE_BINARY:-}" ]; then
    [ -x "$GATEHOUSE" ] || die "GATEHOUSE_BINARY names '$GATEHOUSE', which cannot be run" "Name a build of gatehouse."
    return
  fi
  ensure_swift
  ensure_packages git pkg-config libpq-dev libssl-dev libxml2-dev postgresql
  say "building gatehouse in release mode"
  swift build -c release --product gatehouse --scratch-path .build-release >&2 || die "the release build failed" "The compiler's messages above say where."
}
