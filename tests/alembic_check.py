"""`python -m tests.alembic_check`: the migrations and the models say the same."""

import tempfile

from alembic import command

from oaipmh.store.migrations import alembic_config, migrate

with tempfile.TemporaryDirectory() as folder:
    url = f"sqlite:///{folder}/check.db"
    migrate(url)
    command.check(alembic_config(url))
