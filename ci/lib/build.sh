# The release build that ci/check and ci/soak run.

GATEHOUSE=.build-release/release/gatehouse

build_release() {
  ensure_swift
  ensure_packages git pkg-config libpq-dev libssl-dev libxml2-dev postgresql
  say "building gatehouse in release mode"
  swift build -c release --product gatehouse --scratch-path .build-release >&2 || die "the release build failed" "The compiler's messages above say where."
}
