#!/bin/sh
# Runs a streaming replica: `replica.sh postgres [OPTION…]`. Without data, it copies the primary first.
set -eu

copy_primary() {
    primary="host=$PRIMARY_HOST port=${PRIMARY_PORT:-5432} user=replica"
    export PGPASSWORD="$REPLICATION_PASSWORD"
    # The slot of a replica that was here before keeps WAL that this copy does not need, or has lost it.
    psql "$primary dbname=postgres replication=true" --no-psqlrc --quiet \
        --command 'DROP_REPLICATION_SLOT replica' || echo 'This is the first replica.' >&2
    # Beside its place, so that a copy that was interrupted is never taken for a whole one.
    rm -rf "$PGDATA.copy"
    pg_basebackup --dbname "$primary" --pgdata "$PGDATA.copy" --checkpoint fast \
        --create-slot --slot replica --write-recovery-conf
    mv "$PGDATA.copy" "$PGDATA"
    unset PGPASSWORD
}

[ -s "$PGDATA/PG_VERSION" ] || copy_primary
exec "$@"
