"""Funding: who paid for an item, and by which grant.

The award is written as OpenAIRE's guidelines for Dublin Core have it
(`info:eu-repo/grantAgreement/Funder/Programme/ID/Jurisdiction/Name/Acronym`), the funder as a
contributor of the role `marcrel:fnd`.
"""

from urllib.parse import quote

from oaipmh.metadata.description import Statement
from oaipmh.metadata.relators import PREFIX

GRANT_SCHEME = "info:eu-repo/grantAgreement"


def funding_statements(  # noqa: PLR0913 - a funding reference's parts are its arguments
    *,
    funder: str = "",
    funder_uri: str | None = None,
    award: str = "",
    award_uri: str | None = None,
    award_title: str = "",
    programme: str = "",
    acronym: str = "",
) -> list[Statement]:
    """The funder as a contributor, and the award as a relation; each only where it is known.

    An award without a number is a relation by its title, or else by its address.
    """
    statements = [Statement(f"{PREFIX}fnd", funder, uri=funder_uri)] if funder else []
    if award:
        parts = (
            " ".join(part.split()) for part in (funder, programme, award, "", award_title, acronym)
        )
        path = "/".join(quote(part, safe=" .:,()&-_'", errors="replace") for part in parts).rstrip(
            "/"
        )
        statements.append(
            Statement("relation", f"{GRANT_SCHEME}/{path}", uri=award_uri, scheme=GRANT_SCHEME)
        )
    elif title := award_title or award_uri:
        statements.append(Statement("relation", title, uri=award_uri))
    return statements
