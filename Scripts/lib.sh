# Shell functions shared by the scripts. Sourced by bash, never run.

# Tells a person something. Results go to stdout, everything else to stderr.
say() { printf '%s\n' "$*" >&2; }

# Prints the names of the Debian packages that are missing. Arguments are pairs "PROBE PACKAGE";
# a probe is the name of a command, or "pc:NAME" for a pkg-config module.
missing_packages() {
  local probe package
  while [ $# -gt 1 ]; do
    probe=$1 package=$2
    shift 2
    case $probe in
      pc:*) pkg-config --exists "${probe#pc:}" 2>/dev/null || echo "$package" ;;
      *) command -v "$probe" >/dev/null || echo "$package" ;;
    esac
  done
}

# Installs Debian packages, after saying so. Returns 69 if it may not or cannot.
install_packages() {
  local prefix='' log
  [ "$(id -u)" = 0 ] || prefix='sudo '
  local command="${prefix}apt-get install -y $*"
  say "edalab needs packages that are missing here: $*"
  if [ -n "${EDALAB_NO_INSTALL:-}" ] || ! command -v apt-get >/dev/null ||
    { [ -n "$prefix" ] && ! command -v sudo >/dev/null; }; then
    say "Install them, then start again:"
    say "  ${prefix}apt-get update && $command"
    return 69
  fi
  say "Installing them with: $command"
  log=$(mktemp)
  # A list that cannot be refreshed may still be good enough to install from.
  ${prefix}apt-get update >"$log" 2>&1 </dev/null || true
  if ! ${prefix}env DEBIAN_FRONTEND=noninteractive apt-get install -y "$@" >>"$log" 2>&1 \
    </dev/null; then
    grep -E '^(E|W):' "$log" >&2 || tail -n 5 "$log" >&2
    say "The installation failed; its log is $log"
    return 69
  fi
  rm -f "$log"
}
