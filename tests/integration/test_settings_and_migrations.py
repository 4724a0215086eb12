"""The migrations on real databases, and the settings that name them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from models import Base
from oaipmh.store import SqlStore
from oaipmh.store.engine import write_engine
from oaipmh.store.migrations import alembic_config, migrate
from oaipmh.store.schema import SchemaError, newest_revision
from tests.integration.conftest import Program
from tests.support.databases import Postgres
from tests.support.loading import item, load


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without tables, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    return request.getfixturevalue("postgres").new_database()


@pytest.fixture
def engine(empty_url: str) -> Iterator[Engine]:
    """Looks at the database from outside."""
    opened = write_engine(empty_url)
    yield opened
    opened.dispose()


def tables(engine: Engine) -> set[str]:
    """The tables there are, Alembic's own left out."""
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_up_makes_every_table_down_leaves_none_and_up_again_works(
    empty_url: str, engine: Engine
) -> None:
    migrate(empty_url)
    assert tables(engine) == set(Base.metadata.tables)
    command.downgrade(alembic_config(empty_url), "base")
    assert tables(engine) == set()
    migrate(empty_url)
    assert tables(engine) == set(Base.metadata.tables)
    store = SqlStore(empty_url)
    assert load(store, [item(1, "a:b")]).created == 1
    store.dispose()


def test_the_migrations_and_the_models_say_the_same(empty_url: str) -> None:
    migrate(empty_url)
    command.check(alembic_config(empty_url))


def test_the_newest_migration_is_the_one_whose_file_is_named_last(empty_url: str) -> None:
    scripts = ScriptDirectory.from_config(alembic_config(empty_url))
    assert newest_revision() == scripts.get_current_head()
    for script in scripts.walk_revisions():
        assert Path(script.path).name.startswith(f"{script.revision}_")


def test_migrating_again_keeps_what_is_there(empty_url: str) -> None:
    migrate(empty_url)
    store = SqlStore(empty_url)
    load(store, [item(1)])
    migrate(empty_url)
    assert store.status().items == 1
    store.dispose()


def test_a_database_that_is_not_migrated_is_not_used(empty_url: str) -> None:
    store = SqlStore(empty_url)
    with pytest.raises(SchemaError, match="oaipmh migrate"):
        store.check_schema()
    migrate(empty_url)
    store.check_schema()
    store.dispose()


def test_a_database_of_a_newer_program_is_not_used(empty_url: str, engine: Engine) -> None:
    migrate(empty_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store = SqlStore(empty_url)
    with pytest.raises(SchemaError, match="9999"):
        store.check_schema()
    store.dispose()


def test_the_program_runs_on_postgresql_as_on_sqlite(postgres: Postgres, tmp_path: Path) -> None:
    program = Program(postgres.new_database(), tmp_path)
    program("migrate")
    line = b'{"identifier": "oai:x.org:1", "metadata": {"title": "T\\u0000"}}\nnot json\\u0000\n'
    summary = program.json("import", "-", stdin=line, code=1)
    assert (summary["created"], summary["quarantined"]) == (1, 1)


def test_the_file_names_the_database_when_the_environment_does_not(tmp_path: Path) -> None:
    (tmp_path / "oaipmh.toml").write_text('database_url = "sqlite:///from-the-file.db"')
    program = Program(None, tmp_path)
    program("migrate")
    assert (tmp_path / "from-the-file.db").exists()
