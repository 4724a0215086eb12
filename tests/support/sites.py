"""A repository on a real primary and standby, and nodes that serve it."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass

from oaipmh.protocol.datestamp import format_utc
from oaipmh.store import SqlStore
from tests.support.forked import run_forked
from tests.support.processes import environment
from tests.support.replication import Replication
from tests.support.server import RunningServer

KILLED_IN_A_READ = "ignore:.*ServerCursor.* was deleted while still open:ResourceWarning"
"""A page's cursor cannot be closed on a connection that is gone, and its driver says so."""

Serve = Callable[..., RunningServer]


@dataclass
class Site:
    """A repository on a primary and a replica: writers' store, and what makes nodes."""

    replication: Replication
    database: str
    store: SqlStore
    serve: Serve

    def open(self) -> SqlStore:
        """A node's store: writes to whichever server is the primary, reads from the standby."""
        return SqlStore(self.write_url, self.read_url)

    @property
    def write_url(self) -> str:
        """Where writes go, whichever of the two is the primary."""
        return self.replication.either(self.database)

    @property
    def read_url(self) -> str:
        """Where reads go."""
        return self.replication.standby.url(self.database)

    def node(self, **settings: object) -> RunningServer:
        """A node that answers; pages of two records."""
        return self.serve(self.open(), **{"page_size": 2, **settings})

    def content(self) -> dict[str, tuple[str, str | None]]:
        """What the store has, as a mirror holds it."""
        content: dict[str, tuple[str, str | None]] = {}
        for number in range(20):
            found = self.store.item(f"oai:test.example.org:{number}")
            if found is not None:
                record = found.records[0]
                title = None if record.deleted else found.description[0].value
                content[found.identifier] = (format_utc(record.datestamp), title)
        return content

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command."""
        variables = environment(self.write_url, OAIPMH_READ_DATABASE_URL=self.read_url)
        return run_forked(arguments, variables)
