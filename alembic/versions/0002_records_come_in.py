"""Records come in: runs, harvested sources, keys of the API, rules of virtual sets."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_COUNTS = ("read", "created", "updated", "unchanged", "deleted", "repaired", "quarantined")


def upgrade() -> None:
    """Make the new tables, and the new columns of the old ones."""
    _runs()
    _sources()
    op.create_table(
        "api_keys",
        sa.Column("key_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("revoked", sa.BigInteger),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("name", name=op.f("uq_api_keys_name")),
    )
    op.add_column("sets", sa.Column("rule", sa.JSON))
    op.add_column("sets", sa.Column("applied_to", KEY))
    op.add_column(
        "item_sets",
        sa.Column("assigned", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.execute("UPDATE item_sets SET assigned = current")
    _owned_items()
    _repaired_items()
    _quarantine()


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("run_id", KEY, nullable=False, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("source_id", KEY),
        sa.Column("options", sa.JSON, nullable=False),
        sa.Column("started", sa.BigInteger, nullable=False),
        sa.Column("last_batch", sa.BigInteger, nullable=False),
        sa.Column("ended", sa.BigInteger),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("position", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in _COUNTS),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_runs")),
    )
    op.create_index(op.f("ix_runs_source_id_run_id"), "runs", ["source_id", "run_id"])
    op.create_table(
        "run_items",
        sa.Column("run_id", KEY, nullable=False),
        sa.Column("item_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint("run_id", "item_id", name=op.f("pk_run_items")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.run_id"], name=op.f("fk_run_items_run_id_runs")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.item_id"], name=op.f("fk_run_items_item_id_items")
        ),
        sqlite_with_rowid=False,
    )


def _sources() -> None:
    op.create_table(
        "sources",
        sa.Column("source_id", KEY, nullable=False, autoincrement=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("base_url", sa.Text, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("metadata_prefix", sa.Text, nullable=False),
        sa.Column("set_spec", sa.Text),
        sa.Column("set_prefix", sa.Text),
        sa.Column("post", sa.Boolean, nullable=False),
        sa.Column("every_seconds", sa.Integer),
        sa.Column("due", sa.BigInteger),
        sa.Column("progress", sa.JSON, nullable=False),
        sa.Column("lease_owner", sa.Text),
        sa.Column("lease_until", sa.BigInteger),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_sources")),
        sa.UniqueConstraint("name", name=op.f("uq_sources_name")),
    )
    op.create_index(op.f("ix_sources_due"), "sources", ["due"])


def _owned_items() -> None:
    op.add_column("items", sa.Column("source_id", KEY))
    owned = sa.text("source_id IS NOT NULL")
    op.create_index(
        op.f("ix_items_source_id_item_id"),
        "items",
        ["source_id", "item_id"],
        sqlite_where=owned,
        postgresql_where=owned,
    )


def _repaired_items() -> None:
    repaired = sa.text("json_array_length(repairs) > 0")
    op.create_index(
        op.f("ix_items_item_id"),
        "items",
        ["item_id"],
        sqlite_where=repaired,
        postgresql_where=repaired,
    )


def _quarantine() -> None:
    op.add_column(
        "quarantine", sa.Column("input_format", sa.Text, nullable=False, server_default="auto")
    )
    op.add_column("quarantine", sa.Column("identifier", sa.Text))
    op.add_column("quarantine", sa.Column("run_id", KEY))
    op.create_index(op.f("ix_quarantine_identifier"), "quarantine", ["identifier"])


def downgrade() -> None:
    """Drop what was made, with all that is in it."""
    op.drop_index(op.f("ix_quarantine_identifier"), "quarantine")
    for column in ("run_id", "identifier", "input_format"):
        op.drop_column("quarantine", column)
    op.drop_index(op.f("ix_items_item_id"), "items")
    op.drop_index(op.f("ix_items_source_id_item_id"), "items")
    op.drop_column("items", "source_id")
    op.drop_column("item_sets", "assigned")
    op.drop_column("sets", "applied_to")
    op.drop_column("sets", "rule")
    for table in ("run_items", "runs", "sources", "api_keys"):
        op.drop_table(table)
