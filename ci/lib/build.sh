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
  swift build -c release --product gatehouse --scratch-path .build-release >&2 || die "the release build failed" "The compiler's messages above say where."
}
