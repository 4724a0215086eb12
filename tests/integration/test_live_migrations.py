"""Migrations of a PostgreSQL that is in use: nobody waits for them long, and none is lost."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import Connection

from oaipmh.cli import main
from oaipmh.store import SqlStore, migrations
from oaipmh.store.engine import read_engine, reading, write_engine
from oaipmh.store.migrations import alembic_config, migrate
from oaipmh.store.schema import InUse
from tests.support.databases import Postgres, count_rows
from tests.support.processes import OAIPMH, ROOT, environment


@pytest.fixture
def older_url(postgres: Postgres) -> str:
    """A database whose next migration wants tables for itself."""
    url = postgres.new_database()
    migrate(url)
    command.downgrade(alembic_config(url), "0003")
    return url


@pytest.fixture
def long_reader(older_url: str) -> Iterator[Connection]:
    """Reads records in a transaction that goes on."""
    engine = read_engine(older_url)
    with reading(engine) as connection:
        connection.exec_driver_sql("SELECT count(*) FROM records").all()
        yield connection
    engine.dispose()


def test_two_migrations_at_once_both_succeed(postgres: Postgres) -> None:
    url = postgres.new_database()
    both = [
        subprocess.Popen(
            [*OAIPMH, "migrate"],
            cwd=ROOT,
            env=environment(url),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(2)
    ]
    said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert all("has the newest schema" in text for text in said)
    store = SqlStore(url)
    store.check_schema()
    store.dispose()


@pytest.mark.usefixtures("long_reader")
def test_a_migration_that_cannot_have_its_locks_lets_readers_pass_and_gives_up_whole(
    older_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed = []

    def pause(_: float) -> None:
        """What others do between two attempts: no lock is held or waited for."""
        engine = write_engine(older_url)
        with engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL lock_timeout = '1ms'")
            connection.exec_driver_sql("LOCK TABLE items, records IN ROW EXCLUSIVE MODE")
            passed.append(connection.exec_driver_sql("SELECT version_num FROM alembic_version"))
        engine.dispose()

    monkeypatch.setattr(migrations.time, "sleep", pause)
    monkeypatch.setattr(migrations, "ATTEMPTS", 3)
    with pytest.raises(InUse):
        migrate(older_url)
    assert len(passed) == 2


def test_a_migration_that_gave_up_says_so_in_a_line_and_can_be_run_again(
    older_url: str,
    long_reader: Connection,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(migrations, "ATTEMPTS", 1)
    monkeypatch.setenv("OAIPMH_DATABASE_URL", older_url)
    monkeypatch.setattr(sys, "argv", ["oaipmh", "migrate"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "run `oaipmh migrate` again" in line
    long_reader.rollback()
    migrate(older_url)
    store = SqlStore(older_url)
    store.check_schema()
    store.dispose()
    assert count_rows(older_url, "clock") == 1


def test_a_migration_does_not_run_beside_another(
    older_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "ATTEMPTS", 1)
    engine = write_engine(older_url)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({0x0A1_0A1})")
        with pytest.raises(InUse, match="Another migration"):
            migrate(older_url)
    engine.dispose()
    migrate(older_url)
