"""The store: clock, items, records, sets, quarantine, secrets."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")
BYTE_ORDERED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make every table, and the clock's one row."""
    clock = op.create_table(
        "clock",
        sa.Column("clock_id", sa.SmallInteger, nullable=False, autoincrement=False),
        sa.Column("watermark", sa.BigInteger, nullable=False),
        sa.Column("first_list", sa.BigInteger),
        sa.Column("loading_since", sa.BigInteger),
        sa.Column("loading_source", sa.Text),
        sa.PrimaryKeyConstraint("clock_id", name=op.f("pk_clock")),
        sa.CheckConstraint("clock_id = 1", name=op.f("ck_clock_one_row")),
    )
    op.bulk_insert(clock, [{"clock_id": 1, "watermark": 0}])
    op.create_table(
        "secrets",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_secrets")),
    )
    op.create_table(
        "quarantine",
        sa.Column("quarantine_id", KEY, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("position", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.Column("raw", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("quarantine_id", name=op.f("pk_quarantine")),
        sa.UniqueConstraint("digest", name=op.f("uq_quarantine_digest")),
    )
    _sets_and_items()
    _records()


def _sets_and_items() -> None:
    op.create_table(
        "sets",
        sa.Column("set_id", KEY, nullable=False, autoincrement=False),
        sa.Column("set_spec", BYTE_ORDERED, nullable=False),
        sa.Column("set_name", sa.Text, nullable=False),
        sa.Column("description", sa.Text),
        sa.PrimaryKeyConstraint("set_id", name=op.f("pk_sets")),
        sa.UniqueConstraint("set_spec", name=op.f("uq_sets_set_spec")),
    )
    op.create_table(
        "items",
        sa.Column("item_id", KEY, nullable=False, autoincrement=False),
        sa.Column("identifier", sa.Text, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("description", sa.JSON, nullable=False),
        sa.Column("abouts", sa.JSON, nullable=False),
        sa.Column("repairs", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_items")),
        sa.UniqueConstraint("identifier", name=op.f("uq_items_identifier")),
    )
    op.create_table(
        "item_sets",
        sa.Column("item_id", KEY, nullable=False),
        sa.Column("set_id", KEY, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("item_id", "set_id", name=op.f("pk_item_sets")),
        _key("item_sets", "item_id", "items"),
        _key("item_sets", "set_id", "sets"),
    )


def _records() -> None:
    op.create_table(
        "records",
        sa.Column("item_id", KEY, nullable=False),
        sa.Column("metadata_prefix", sa.Text, nullable=False),
        sa.Column("datestamp", sa.BigInteger, nullable=False),
        sa.Column("deleted", sa.Boolean, nullable=False),
        sa.Column("crosswalk_version", sa.Integer, nullable=False),
        sa.Column("header", sa.LargeBinary, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("item_id", "metadata_prefix", name=op.f("pk_records")),
        _key("records", "item_id", "items"),
    )
    op.create_index(
        op.f("ix_records_metadata_prefix_datestamp_item_id"),
        "records",
        ["metadata_prefix", "datestamp", "item_id"],
    )
    op.create_table(
        "set_records",
        sa.Column("set_id", KEY, nullable=False),
        sa.Column("metadata_prefix", sa.Text, nullable=False),
        sa.Column("datestamp", sa.BigInteger, nullable=False),
        sa.Column("item_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint(
            "set_id", "metadata_prefix", "datestamp", "item_id", name=op.f("pk_set_records")
        ),
        _key("set_records", "set_id", "sets"),
        _key("set_records", "item_id", "items"),
        sqlite_with_rowid=False,
    )


def _key(table: str, column: str, referred: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{referred}")
    return sa.ForeignKeyConstraint([column], [f"{referred}.{column}"], name=name)


def downgrade() -> None:
    """Drop every table, with all that is in them."""
    for table in (
        "set_records",
        "records",
        "item_sets",
        "items",
        "sets",
        "quarantine",
        "secrets",
        "clock",
    ):
        op.drop_table(table)
