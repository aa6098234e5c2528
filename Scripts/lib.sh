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

# Prints the repositories of root's that git's configuration puts in the place of the URLs of a
# package manifest: the mirrors of a machine without a network.
mirrors_of_root() {
  local entry base prefix
  while IFS= read -r -d '' entry; do
    base=${entry%%$'\n'*} prefix=${entry#*$'\n'}
    base=${base#url.} base=${base%.insteadof} base=${base#file://}
    [[ $base == /* ]] && grep -qF -- "\"$prefix" "$1" || continue
    # Symlinks are followed: git compares a repository's name as it was asked for.
    find -L "${base%/*}/" -maxdepth 3 -type d -user root -exec test -f '{}/HEAD' \; \
      -exec test -d '{}/objects' \; -print -prune 2>/dev/null || true
  done < <(cd / && git config -z --get-regexp '^url\..*\.insteadof$' 2>/dev/null)
}

# Writes a git configuration: the user's own, and the repositories given are safe to read.
write_git_config() {
  local config=$1 file
  shift
  : >"$config"
  if [ -n "${GIT_CONFIG_GLOBAL+set}" ]; then
    set -- "$GIT_CONFIG_GLOBAL" '' "$@"
  else
    set -- "${XDG_CONFIG_HOME:-${HOME:-}/.config}/git/config" "${HOME:-}/.gitconfig" "$@"
  fi
  for file in "$1" "$2"; do
    [ ! -f "$file" ] || git config --file "$config" --add include.path "$(realpath -- "$file")"
  done
  shift 2
  for file in "$@"; do git config --file "$config" --add safe.directory "$file"; done
}

# Runs a command whose git reads root's mirrors of a manifest's packages:
# with_mirrors MANIFEST CONFIG COMMAND ARGUMENT...
#
# Git refuses to read what belongs to somebody else. What belongs to root is no risk, because root
# can do everything anyway. It is allowed for this command alone, in CONFIG, a file of ours: git
# hands the configuration in GIT_CONFIG_COUNT or -c not on to the process that serves a mirror.
with_mirrors() {
  local manifest=$1 config=$2 mirrors=()
  shift 2
  [ "$(id -u)" = 0 ] || mapfile -t mirrors < <(mirrors_of_root "$manifest")
  if [ "${#mirrors[@]}" = 0 ]; then
    "$@"
  else
    write_git_config "$config" "${mirrors[@]}"
    GIT_CONFIG_GLOBAL=$config "$@"
  fi
}
