# The release build that scripts run. GATEHOUSE_BINARY names one that is there already instead.

GATEHOUSE=${GATEHOUSE_BINARY:-$ROOT/.build-release/release/gatehouse}
[[ $GATEHOUSE == /* ]] || GATEHOUSE=$CALLER/$GATEHOUSE

build_release() {
  if [ -n "${GATEHOUSE_BINARY:-}" ]; then
    [ -x "$GATEHOUSE" ] || die "there is no program at '$GATEHOUSE'" "GATEHOUSE_BINARY names it."
    return
  fi
  ensure_swift
  ensure_packages git pkg-config libcrypt-dev libpq-dev libssl-dev libxml2-dev postgresql
  say "building gatehouse in release mode"
  # The runtime of Swift is linked in: the program then runs where no toolchain is, and about 10 % faster (decision 0036).
  swift build -c release --product gatehouse --scratch-path .build-release --static-swift-stdlib >&2 || die "the release build failed" "The compiler's messages above say where."
}
