"""Funding: who paid for an item, and by which grant.

The award is written as OpenAIRE's guidelines for Dublin Core have it
(`info:eu-repo/grantAgreement/Funder/Programme/ID/Jurisdiction/Name/Acronym`), the funder as a
contributor of the role `marcrel:fnd`.
"""

from typing import NamedTuple
from urllib.parse import quote

from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.relators import PREFIX
from oaipmh.metadata.text import unquoted

GRANT_SCHEME = "info:eu-repo/grantAgreement"
_PARTS = 6
_SAFE = " .:,()&-_'"
# How OpenAIRE finds the projects of funders that have one in its guidelines for Dublin Core.
_SHORT_NAMES = {"European Commission": "EC", "Wellcome Trust": "WT"}
_LONG_NAMES = {short: name for name, short in _SHORT_NAMES.items()}


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
        path = "/".join(quote(part, safe=_SAFE, errors="replace") for part in parts).rstrip("/")
        statements.append(
            Statement("relation", f"{GRANT_SCHEME}/{path}", uri=award_uri, scheme=GRANT_SCHEME)
        )
    elif title := award_title or award_uri:
        statements.append(Statement("relation", title, uri=award_uri))
    return statements


class Funding(NamedTuple):
    """A funding reference as richer formats have it; what is not known is empty."""

    funder: str
    funder_uri: str | None = None
    programme: str = ""
    award: str = ""
    award_uri: str | None = None
    award_title: str = ""
    jurisdiction: str = ""
    acronym: str = ""

    @property
    def statement_value(self) -> str:
        """The award in OpenAIRE's form for Dublin Core, every slash of an empty part kept."""
        parts = (self.funder, self.programme, self.award)
        more = (self.jurisdiction, self.award_title, self.acronym)
        tail = more if any(more) else ()
        return "/".join([GRANT_SCHEME, *(quote(part, safe=_SAFE) for part in (*parts, *tail))])

    @property
    def openaire_value(self) -> str:
        """The same, with the funder's short name where OpenAIRE's guidelines have one."""
        return self._replace(funder=_SHORT_NAMES.get(self.funder, self.funder)).statement_value


def funding_of(description: Description) -> list[Funding]:
    """Every award with its funder, then the funders without an award."""
    funders = {one.value: one.uri for one in description if one.property == f"{PREFIX}fnd"}
    awards = [
        _award(one, funders)
        for one in description
        if one.property == "relation" and one.value.startswith(f"{GRANT_SCHEME}/")
    ]
    awarded = {one.funder for one in awards}
    awarded |= {_LONG_NAMES.get(name, name) for name in awarded}
    return awards + [Funding(name, uri) for name, uri in funders.items() if name not in awarded]


def _award(statement: Statement, funders: dict[str, str | None]) -> Funding:
    given = statement.value.removeprefix(f"{GRANT_SCHEME}/").split("/")
    parts = [unquoted(part) for part in given[:_PARTS]]
    parts += [""] * (_PARTS - len(parts))
    funder, programme, award, jurisdiction, title, acronym = parts
    if funder not in funders and _LONG_NAMES.get(funder) in funders:
        funder = _LONG_NAMES[funder]
    return Funding(
        funder, funders.get(funder), programme, award, statement.uri, title, jurisdiction, acronym
    )
