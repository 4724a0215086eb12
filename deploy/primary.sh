#!/bin/sh
# Run once by the image, over a new database: lets a replica in.
set -e

psql --set ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --set password="$REPLICATION_PASSWORD" <<'SQL'
CREATE ROLE replica LOGIN REPLICATION PASSWORD :'password';
SQL

echo 'host replication replica all scram-sha-256' >>"$PGDATA/pg_hba.conf"
