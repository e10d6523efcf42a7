# What every script in ci/ shares. Sourced, never run.

set -euo pipefail

# Gatehouse's own repository, and where the script was called from.
CALLER=$PWD
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$ROOT"

# Progress goes to the standard error stream: the standard output belongs to the tools.
say() { printf '==> %s\n' "$*" >&2; }

# Ends with Gatehouse's exit code for "the run could not be done" (2), so that CI can tell it from a finding (1).
die() {
  printf 'error: %s\n' "$1" >&2
  shift
  for line in "$@"; do printf '       %s\n' "$line" >&2; done
  exit 2
}
