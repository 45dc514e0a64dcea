#!/usr/bin/env bash
# Prepares a primary for a synchronous standby, and later lets its commits wait for it.
. "$(dirname "$0")/common.sh"

usage() {
  cat <<'TEXT'
Usage: primary.sh --standby-address CIDR [--port N]     once: role, access, settings; restart the server afterwards
       primary.sh --synchronous [--port N]              when the standby streams: commits wait for it from then on

Run it as the operating system user of the server. The password of the role ihub_replication is read from
$IHUB_REPLICATION_PASSWORD; give it to the standby in a .pgpass file.
TEXT
}

address= synchronous=
while [ $# -gt 0 ]; do
  case $1 in
    -h|--help) usage; exit 0 ;;
    --standby-address) [ $# -gt 1 ] || wrong "--standby-address needs an address"; address=$2; shift ;;
    --port) [ $# -gt 1 ] || wrong "--port needs a number"; port=$2; shift ;;
    --synchronous) synchronous=1 ;;
    *) wrong "unknown option \`$1\`" ;;
  esac
  shift
done

if [ -n "$synchronous" ]; then
  streaming=$(sql -At -c "select count(*) from pg_stat_replication where application_name = '$standby_name' and state = 'streaming'")
  [ "$streaming" = 1 ] || fail "no standby called $standby_name streams: commits would wait for ever. See pg_stat_replication."
  sql -c "alter system set synchronous_standby_names = 'FIRST 1 ($standby_name)'" -c "alter system set synchronous_commit = 'on'" -c "select pg_reload_conf()" >/dev/null
  say "commits wait for $standby_name from now on"
  exit 0
fi

[ -n "$address" ] || wrong "say where the standby comes from: --standby-address CIDR"
[ -n "${IHUB_REPLICATION_PASSWORD:-}" ] || fail "IHUB_REPLICATION_PASSWORD is not set"
# The password goes by standard input: arguments are seen by everybody on the machine.
sql <<TEXT
set log_statement = 'none';
do \$\$ begin
  if not exists (select from pg_roles where rolname = 'ihub_replication') then create role ihub_replication login replication; end if;
end \$\$;
alter role ihub_replication password '${IHUB_REPLICATION_PASSWORD//\'/\'\'}';
alter system set wal_level = 'replica';
alter system set max_wal_senders = 5;
alter system set max_replication_slots = 5;
alter system set wal_log_hints = on;
TEXT
sql -At -c "select count(*) from pg_replication_slots where slot_name = '$standby_name'" | grep -qx 1 || sql -c "select pg_create_physical_replication_slot('$standby_name')" >/dev/null
access=$(sql -At -c 'show hba_file')
line="hostssl replication ihub_replication $address scram-sha-256"
grep -qxF "$line" "$access" || printf '%s\n' "$line" >>"$access"
sql -c 'select pg_reload_conf()' >/dev/null
say "ready; restart the server once (wal_log_hints), then make the standby with standby.sh"
