#!/usr/bin/env bash
# Copies the primary and leaves a standby ready to start.
. "$(dirname "$0")/common.sh"

usage() {
  cat <<'TEXT'
Usage: standby.sh --data DIR --primary "host=… user=ihub_replication sslmode=verify-full …" [--programs DIR]

DIR is new or empty. Run it as the operating system user of the server; the password comes from that user's .pgpass.
An old primary that was fenced is made a standby the same way: move its folder aside first.
TEXT
}

data= primary= programs=
while [ $# -gt 0 ]; do
  case $1 in
    -h|--help) usage; exit 0 ;;
    --data) [ $# -gt 1 ] || wrong "--data needs a folder"; data=$2; shift ;;
    --primary) [ $# -gt 1 ] || wrong "--primary needs a connection string"; primary=$2; shift ;;
    --programs) [ $# -gt 1 ] || wrong "--programs needs a folder"; programs=$2/; shift ;;
    *) wrong "unknown option \`$1\`" ;;
  esac
  shift
done
[ -n "$data" ] || wrong "name the new folder with --data"
[ -n "$primary" ] || wrong "name the primary with --primary"
[ -z "$(ls -A "$data" 2>/dev/null)" ] || fail "$data is not empty"

# -R writes standby.signal and primary_conninfo; the name is what synchronous_standby_names knows.
"${programs}pg_basebackup" -d "$primary application_name=$standby_name" -D "$data" -X stream -S "$standby_name" -c fast -R
printf '%s\n' "hot_standby = on" "synchronous_standby_names = ''" >>"$data/postgresql.auto.conf"
say "start it, then run primary.sh --synchronous on the primary"
