# Common to the scripts of the standby; sourced.
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }
fail() { say "$(basename "$0"): $1"; exit "${2:-1}"; }
wrong() { fail "$1. Try \`$(basename "$0") --help\`." 2; }

standby_name=ihub_standby
port=5432

# PostgreSQL's programs: on the path, or where Debian keeps the version of the cluster.
programs_of() {
  local version
  version=$(cat "$1/PG_VERSION" 2>/dev/null) || fail "$1 is no cluster of PostgreSQL"
  if [ -x "/usr/lib/postgresql/$version/bin/pg_ctl" ]; then printf '%s\n' "/usr/lib/postgresql/$version/bin"; return; fi
  command -v pg_ctl >/dev/null || fail "pg_ctl of PostgreSQL $version is not on the path"
  dirname "$(command -v pg_ctl)"
}

sql() { psql -X -q -v ON_ERROR_STOP=1 -p "$port" -d postgres "$@"; }
