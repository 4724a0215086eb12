"""Agents: the people and bodies that a description names, with their roles.

A person's name is written "Family, Given" (docs/description.md), or an ORCID says whose it is; a
body shows by its ROR, or by a word such as "University"; some roles are persons' or bodies' alone.
Of any other name nothing is claimed.
"""

import re
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

_BODY = re.compile(
    r"\b(?:academ(?:y|ia)|agency|association|bureau|centre|center|collaboration|college|committee"
    r"|commission|conference|congress|consortium|corporation|council|department|dept|division"
    r"|facult(?:y|ad|ade|é)|federation|forschungsgemeinschaft|foundation|fundación|gmbh|government"
    r"|hochschule|inc|institut(?:e|es|ion|o)?|istituto|laborator(?:y|ies)|library|limited|llc|ltd"
    r"|ministr(?:y|y of|ère|erio|erium)|museum|office|organi[sz]ation|press|project|programme?"
    r"|school|service|society|stiftung|symposium|team|trust|universi\w+|workshop)\b",
    re.IGNORECASE,
)
# Supervisors; institutions that grant degrees, or hold things.
_PERSONS_ROLES, _BODIES_ROLES = ("ths", "dgs"), ("dgg", "his", "fnd")
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
        """The given names; empty for a body, and for who has only one name."""
        return "" if self.is_body else self.name.partition(",")[2].strip()

    @property
    def is_person(self) -> bool:
        """Whether the name, the role or an ORCID shows that it is a person."""
        is_told = self.role in _PERSONS_ROLES and not self.is_body
        return is_told or bool(self.given) or self.orcid is not None

    @property
    def is_body(self) -> bool:
        """Whether a ROR, the role or a word shows that it is a body.

        So does a comma in brackets, as of where a meeting was held. A word alone before the comma
        is a family name all the same, as in "Press, Margaret".
        """
        if self.orcid is not None:
            return False
        if self.role in _BODIES_ROLES or (self.uri or "").startswith(_OF_BODIES):
            return True
        head, comma, rest = self.name.partition(",")
        if comma and head.count("(") > head.count(")"):
            return True
        is_family = bool(comma) and " " not in head.strip()
        return _BODY.search(rest if is_family else self.name) is not None

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
