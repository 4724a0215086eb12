"""Databases' URLs: of SQLite's files, and of PostgreSQL on one host or on several.

Several hosts are written as libpq has them, `postgresql://user@one:5432,two:5432/database`:
https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-MULTIPLE-HOSTS
"""

import re
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.engine import URL

_SEVERAL_HOSTS = re.compile(
    r"(?P<before>[a-z+]+://(?:[^/?]*@)?)(?P<hosts>[^@/?]+,[^@/?]+)(?P<after>(?:[/?].*)?)"
)
_DEFAULT_PORT = "5432"
_ANY_HOST = "one.of.several.invalid"


def parse_url(url: str) -> URL:
    """The URL with the driver we use: plain `postgresql://` means psycopg 3."""
    several = _SEVERAL_HOSTS.fullmatch(url)
    parsed = make_url(several["before"] + several["after"] if several else url)
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if several is None:
        return parsed
    hosts = tuple(_with_port(host) for host in several["hosts"].split(","))
    return parsed.update_query_dict({"host": hosts})


def shown_url(url: str) -> str:
    """The URL as a manager may see it: without the password."""
    several = _SEVERAL_HOSTS.fullmatch(url)
    if several is None:
        return make_url(url).render_as_string(hide_password=True)
    shown = make_url(several["before"] + _ANY_HOST + several["after"])
    return shown.render_as_string(hide_password=True).replace(_ANY_HOST, several["hosts"])


def missing_file(url: str) -> Path | None:
    """The file of an SQLite database that is not there: to connect would make an empty one."""
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    path = Path(parsed.database)
    return None if path.exists() else path.resolve()


def _with_port(host: str) -> str:
    return host if ":" in host else f"{host}:{_DEFAULT_PORT}"
