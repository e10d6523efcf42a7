# The tools for the JSON modules: a package of their own, so that they build in seconds, without the dependencies of Gatehouse.

JSON_TOOLS=$ROOT/.build-json/release

# build_json_tool NAME
build_json_tool() {
  say "building $1 in release mode"
  swift build -c release --package-path Benchmarks --scratch-path .build-json --product "$1" >&2 \
    || die "the build of $1 failed" "The compiler's messages above say where."
}
