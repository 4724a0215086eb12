"""What a verb is given besides its request."""

from dataclasses import dataclass

from oaipmh.protocol.errors import CannotDisseminateFormat
from oaipmh.protocol.resumption_token import ResumptionToken
from oaipmh.provider.ports import Snapshot
from oaipmh.provider.repository import Repository


@dataclass(frozen=True, slots=True)
class Context:
    """The repository, one consistent read of its store, the time in seconds.

    `token` is the request's resumptionToken, verified; None when there was none.
    """

    repository: Repository
    snapshot: Snapshot
    now: int
    token: ResumptionToken | None = None

    def require_format(self, metadata_prefix: str) -> None:
        """Refuse a format that the repository does not have (section 3.4).

        Raises:
            CannotDisseminateFormat: it has no such format.
        """
        if metadata_prefix not in self.repository.formats:
            known = ", ".join(self.repository.formats)
            raise CannotDisseminateFormat(f"This repository has the formats {known}")
