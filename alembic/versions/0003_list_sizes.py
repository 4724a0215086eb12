"""Lists know their sizes: stretches of them, with how many records stand in each."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")
# A stretch ends after 4,000 records, and never within a second.
_CUT = """
    INSERT INTO list_stretches (set_id, metadata_prefix, first, records)
    SELECT list_id, metadata_prefix,
           CASE WHEN place = 0 THEN -4611686018427387904 ELSE min(datestamp) END, count(*)
    FROM (
        SELECT {set_id} AS list_id, metadata_prefix, datestamp,
               (rank() OVER (PARTITION BY {set_id}, metadata_prefix ORDER BY datestamp) - 1) / 4000
               AS place
        FROM {table}
    ) AS placed
    GROUP BY list_id, metadata_prefix, place
"""


def upgrade() -> None:
    """Make the table, and count what is there, while nobody writes."""
    op.execute("UPDATE clock SET watermark = watermark")
    op.create_table(
        "list_stretches",
        sa.Column("set_id", KEY, nullable=False),
        sa.Column("metadata_prefix", sa.Text, nullable=False),
        sa.Column("first", sa.BigInteger, nullable=False),
        sa.Column("records", KEY, nullable=False),
        sa.PrimaryKeyConstraint(
            "set_id", "metadata_prefix", "first", name=op.f("pk_list_stretches")
        ),
        sqlite_with_rowid=False,
    )
    for set_id, table in (("0", "records"), ("set_id", "set_records")):
        op.execute(_CUT.format(set_id=set_id, table=table))


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("list_stretches")
