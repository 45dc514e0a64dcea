#!/usr/bin/env bash
# Fences the old primary, then makes this standby the primary.
. "$(dirname "$0")/common.sh"

usage() {
  cat <<'TEXT'
Usage: promote.sh --data DIR --old-primary USER@HOST:DIR [--port N]     fences over ssh, then promotes
       promote.sh --data DIR --primary-is-off [--port N]                you have switched it off, or cut it from the network

Run it on the standby, as the operating system user of the server. The new primary runs alone until the next standby is made: its commits wait
for nobody.
TEXT
}

data= old= off=
while [ $# -gt 0 ]; do
  case $1 in
    -h|--help) usage; exit 0 ;;
    --data) [ $# -gt 1 ] || wrong "--data needs a folder"; data=$2; shift ;;
    --old-primary) [ $# -gt 1 ] || wrong "--old-primary needs USER@HOST:DIR"; old=$2; shift ;;
    --port) [ $# -gt 1 ] || wrong "--port needs a number"; port=$2; shift ;;
    --primary-is-off) off=1 ;;
    *) wrong "unknown option \`$1\`" ;;
  esac
  shift
done
[ -n "$data" ] || wrong "name the standby's cluster with --data"
[ -e "$data/standby.signal" ] || fail "$data is no standby"
programs=$(programs_of "$data")

if [ -n "$old" ]; then
  case $old in *:*) ;; *) wrong "--old-primary is USER@HOST:DIR" ;; esac
  here=$(cd "$(dirname "$0")" && pwd)
  { cat "$here/common.sh"; grep -v '^\. ' "$here/fence.sh"; } | ssh -o BatchMode=yes -o ConnectTimeout=10 "${old%%:*}" bash -s -- --data "'${old#*:}'" \
    || fail "the old primary could not be fenced. Switch it off or cut it from the network, then: promote.sh --data $data --primary-is-off"
elif [ -z "$off" ]; then
  wrong "say how the old primary is kept from coming back: --old-primary or --primary-is-off"
fi

"$programs/pg_ctl" promote -D "$data" -w -t 60 >/dev/null || fail "the standby was not promoted; see its log"
sql -c "alter system set synchronous_standby_names = ''" -c "select pg_reload_conf()" >/dev/null
say "promoted. One machine holds everything now: make a standby (standby.sh), then primary.sh --synchronous"
