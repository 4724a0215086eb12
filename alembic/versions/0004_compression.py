"""PostgreSQL keeps stored bytes compressed by lz4 or not at all: docs/adr/0013-postgresql.md."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_COLUMNS = (("records", "payload"), ("items", "description"))
_LARGEST_TUPLE = 8160
_LZ4 = sa.text(
    "SELECT 'lz4' = ANY (enumvals) FROM pg_settings WHERE name = 'default_toast_compression'"
)


def upgrade() -> None:
    """Change what the catalog says: what is stored stays as it is until it is written anew."""
    if op.get_bind().dialect.name != "postgresql":
        return
    if op.get_bind().execute(_LZ4).scalar():
        for table, column in _COLUMNS:
            op.execute(f"ALTER TABLE {table} ALTER {column} SET COMPRESSION lz4")
        return
    for table, column in _COLUMNS:
        op.execute(f"ALTER TABLE {table} ALTER {column} SET STORAGE EXTERNAL")
        op.execute(f"ALTER TABLE {table} SET (toast_tuple_target = {_LARGEST_TUPLE})")


def downgrade() -> None:
    """Leave it to the server's own settings."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, column in _COLUMNS:
        if op.get_bind().execute(_LZ4).scalar() is not None:
            op.execute(f"ALTER TABLE {table} ALTER {column} SET COMPRESSION default")
        op.execute(f"ALTER TABLE {table} ALTER {column} SET STORAGE EXTENDED")
        op.execute(f"ALTER TABLE {table} RESET (toast_tuple_target)")
