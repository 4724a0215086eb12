"""Agents: the people and bodies that a description names, with their roles.

A name is written "Family, Given" (docs/description.md); a name without a comma is a body's, unless
an ORCID says that it is a person's.
"""

from typing import NamedTuple

from oaipmh.metadata.description import Statement
from oaipmh.metadata.relators import PREFIX

_SCHEMES = (
    ("ORCID", "https://orcid.org/", ("https://orcid.org/", "http://orcid.org/")),
    ("ROR", "https://ror.org/", ("https://ror.org/", "http://ror.org/")),
    (
        "ISNI",
        "https://isni.org/",
        ("https://isni.org/isni/", "http://isni.org/isni/", "http://www.isni.org/isni/"),
    ),
)

_OF_BODIES = ("https://ror.org/", "http://ror.org/")


class Agent(NamedTuple):
    """Who had to do with the item. `role` is a MARC relator's code, empty where none is said."""

    name: str
    uri: str | None = None
    role: str = ""
    lang: str | None = None

    @property
    def family(self) -> str:
        """The family name; empty for a body."""
        return self.name.partition(",")[0].strip() if self.given else ""

    @property
    def given(self) -> str:
        """The given names; empty for a body, and for who has only one name.

        A ROR shows that it is a body; so does a comma in brackets, as of where a meeting was held.
        """
        head, _, given = self.name.partition(",")
        in_brackets = head.count("(") > head.count(")")
        is_body = in_brackets or (self.uri or "").startswith(_OF_BODIES)
        return "" if is_body else given.strip()

    @property
    def is_person(self) -> bool:
        """Whether the name, or an ORCID, shows that it is a person."""
        return bool(self.given) or self.orcid is not None

    @property
    def orcid(self) -> str | None:
        """The ORCID without its address: `0000-0003-4964-5005`."""
        known = self.name_identifier
        return known[1] if known and known[0] == "ORCID" else None

    @property
    def name_identifier(self) -> tuple[str, str, str] | None:
        """Scheme (ORCID, ROR, ISNI), identifier without its address, the scheme's address."""
        uri = self.uri or ""
        for scheme, address, beginnings in _SCHEMES:
            for beginning in beginnings:
                if uri.startswith(beginning):
                    return scheme, uri.removeprefix(beginning).strip("/"), address
        return None


def agent(statement: Statement) -> Agent:
    """The agent that a statement names: `marcrel:edt` with its role, others without."""
    role = statement.property.removeprefix(PREFIX)
    role = role if role != statement.property else ""
    return Agent(statement.value, statement.uri, role, statement.lang)
