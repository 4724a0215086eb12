"""Records made on the fly, and items under an embargo: docs/adr/0014-on-the-fly.md."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add a column that is empty in every row there is, and an empty table."""
    op.add_column("records", sa.Column("payload_digest", sa.LargeBinary))
    op.create_table(
        "embargoes",
        sa.Column("item_id", KEY, nullable=False, autoincrement=False),
        sa.Column("embargo_end", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_embargoes")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.item_id"], name=op.f("fk_embargoes_item_id_items")
        ),
    )
    op.create_index(op.f("ix_embargoes_embargo_end"), "embargoes", ["embargo_end"])


def downgrade() -> None:
    """Drop them; records without bytes stay without."""
    op.drop_table("embargoes")
    op.drop_column("records", "payload_digest")
