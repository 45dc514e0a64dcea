#!/usr/bin/env bash
# Lets the primary go on without its standby. What it acknowledges from then on is on one machine only.
. "$(dirname "$0")/common.sh"

usage() { echo "Usage: run-alone.sh --standby-is-down [--port N]     on the primary, when you know that the standby is down and was not promoted"; }

down=
while [ $# -gt 0 ]; do
  case $1 in
    -h|--help) usage; exit 0 ;;
    --port) [ $# -gt 1 ] || wrong "--port needs a number"; port=$2; shift ;;
    --standby-is-down) down=1 ;;
    *) wrong "unknown option \`$1\`" ;;
  esac
  shift
done
[ -n "$down" ] || wrong "a standby that is only unreachable may have been promoted; when you know that it is down, say --standby-is-down"
sql -c "alter system set synchronous_standby_names = ''" -c "select pg_reload_conf()" >/dev/null
say "commits wait for nobody from now on; when the standby is back: primary.sh --synchronous"
