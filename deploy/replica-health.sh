#!/bin/sh
# Whether this server is a replica, and the primary's changes stream in.
set -eu

streams="SELECT pg_is_in_recovery() AND EXISTS (
    SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming')"
[ "$(psql --no-psqlrc --username oaipmh --dbname oaipmh --tuples-only --no-align --command "$streams")" = t ]
