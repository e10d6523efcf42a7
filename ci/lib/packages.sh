# System packages: look for what is needed, install what is missing.

# has NAME: exit code 0 when this machine has it, wherever it came from.
has() {
  case $1 in
    pkg-config) command -v pkg-config >/dev/null ;;
    libpq-dev) pkg-config --exists libpq 2>/dev/null ;;
    libcrypt-dev) [ -f /usr/include/crypt.h ] ;;
    libssl-dev) pkg-config --exists libcrypto 2>/dev/null ;;
    libxml2-dev) pkg-config --exists libxml-2.0 2>/dev/null ;;
    postgresql) command -v postgres >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null ;;
    libxml2-utils) command -v xmllint >/dev/null ;;
    python3-venv) python3 -c "import venv, ensurepip" 2>/dev/null ;;
    python3-yaml) python3 -c "import yaml; yaml.CSafeLoader" 2>/dev/null ;;
    python3) command -v python3 >/dev/null ;;
    nginx) command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] ;;
    wrk) command -v wrk >/dev/null ;;
    git) command -v git >/dev/null ;;
    openssl) command -v openssl >/dev/null ;;
    *) return 1 ;;
  esac
}

# ensure_packages NAME...: does nothing, and asks nobody, where all of them are there.
ensure_packages() {
  local missing=() name
  for name in "$@"; do has "$name" || missing+=("$name"); done
  [ ${#missing[@]} -eq 0 ] && return 0

  command -v apt-get >/dev/null || die "this machine lacks: ${missing[*]}" \
    "They are Debian's names, and there is no apt-get here: install what your system calls them, then run this again."
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "installing ${missing[*]} needs root, and there is no sudo here" \
      "As root: apt-get update && apt-get install -y ${missing[*]}"
    as_root=(sudo)
  fi
  say "installing with apt-get: ${missing[*]}"
  local options=(-q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
  "${as_root[@]}" apt-get update "${options[@]}" >&2 || die "apt-get update failed" "Its messages above say why."
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${options[@]}" "${missing[@]}" >&2 \
    || die "apt-get could not install ${missing[*]}" "Its messages above say why."
  for name in "${missing[@]}"; do
    has "$name" || die "$name is installed, but what it should bring was not found" "See 'has' in ci/lib/packages.sh for what is looked for."
  done
}
