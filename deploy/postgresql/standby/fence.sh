#!/usr/bin/env bash
# Makes sure that a primary which lost its place can only come back as a standby. Run it on the old primary's machine.
. "$(dirname "$0")/common.sh"

[ "${1:-}" != --help ] && [ "${1:-}" != -h ] || { echo "Usage: fence.sh --data DIR     stops the server and leaves standby.signal in DIR"; exit 0; }
[ "${1:-}" = --data ] && [ $# -eq 2 ] || wrong "name the cluster with --data"
data=$2
programs=$(programs_of "$data")
# The mark first: from here on whatever starts the server makes a standby of it.
: >"$data/standby.signal"
sync "$data/standby.signal"
if "$programs/pg_ctl" status -D "$data" >/dev/null; then
  "$programs/pg_ctl" stop -D "$data" -m immediate -w -t 60 >/dev/null || fail "the server of $data does not stop: switch the machine off"
fi
say "$data is fenced"
