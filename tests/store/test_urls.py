"""Databases' URLs, on one host or on several, and as managers see them."""

import pytest

from oaipmh.store.urls import missing_file, parse_url, shown_url


def test_several_hosts_are_told_to_the_driver_each_with_its_port() -> None:
    url = parse_url("postgresql://user:word@one:5433,two/db?target_session_attrs=read-write")
    assert url.drivername == "postgresql+psycopg"
    _, told = url.get_dialect()().create_connect_args(url)
    assert told == {
        "host": "one,two",
        "port": "5433,5432",
        "user": "user",
        "password": "word",
        "dbname": "db",
        "target_session_attrs": "read-write",
    }


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://u:secret@one,two:5433/db", "postgresql://u:***@one,two:5433/db"),
        ("postgresql://u:secret@one/db", "postgresql://u:***@one/db"),
        ("postgresql://one@one,two/db", "postgresql://one@one,two/db"),
        ("postgresql://u:se,cret@one/db", "postgresql://u:***@one/db"),
        ("postgresql://u:se,cret@one,two/db", "postgresql://u:***@one,two/db"),
        ("sqlite:///here/oaipmh.db", "sqlite:///here/oaipmh.db"),
    ],
)
def test_a_url_is_shown_without_its_password(url: str, shown: str) -> None:
    assert shown_url(url) == shown


def test_only_a_file_can_be_missing() -> None:
    assert missing_file("postgresql://u@one,two/db") is None
    found = missing_file("sqlite:///no-such-folder/oaipmh.db")
    assert found is not None
    assert found.name == "oaipmh.db"
