"""Agents: people and bodies, by their names and by who vouches for them."""

import pytest

from oaipmh.metadata.agents import Agent, agent
from oaipmh.metadata.description import Statement


def test_a_person_has_family_and_given_names_and_an_orcid() -> None:
    uri = "https://orcid.org/0000-0003-4964-5005"
    found = agent(Statement("creator", "Clark, Michael", uri=uri))
    assert (found.family, found.given, found.is_person) == ("Clark", "Michael", True)
    assert found.orcid == "0000-0003-4964-5005"
    assert found.name_identifier == ("ORCID", "0000-0003-4964-5005", "https://orcid.org/")
    assert found.role == ""


def test_a_body_has_a_ror_and_an_orcid_is_a_persons() -> None:
    uri = "https://ror.org/0090zs177"
    body = agent(Statement("marcrel:dgg", "London School of Economics", uri=uri))
    assert (body.family, body.given, body.is_person, body.role) == ("", "", False, "dgg")
    assert body.name_identifier == ("ROR", "0090zs177", "https://ror.org/")
    assert body.orcid is None
    aristotle = agent(Statement("creator", "Aristotle", uri="http://orcid.org/0000-0001"))
    assert aristotle.is_person


def test_what_nobody_vouches_for_has_no_name_identifier() -> None:
    assert agent(Statement("creator", "Clark, M.", uri="http://x.org/me")).name_identifier is None
    isni = agent(Statement("creator", "X", uri="https://isni.org/isni/0000000121032683"))
    assert isni.name_identifier == ("ISNI", "0000000121032683", "https://isni.org/")


def test_a_comma_alone_makes_no_person() -> None:
    assert not agent(Statement("creator", ",")).is_person


@pytest.mark.parametrize(
    ("known", "given"),
    [
        (Agent("Press, Margaret L."), "Margaret L."),
        (Agent("Hydroscience, Inc."), ""),
        (Agent("National Science Foundation, Division of Earth Sciences"), ""),
        (Agent("Clark, Michael"), "Michael"),
        (Agent("Aristotle"), ""),
        (Agent("University of California, Berkeley", "https://ror.org/01an7q238"), ""),
        (Agent("Open Repositories (10th : 2015 : Paris, France)"), ""),
        (Agent("Clark (Jr.), Michael"), "Michael"),
    ],
)
def test_a_comma_parts_the_names_of_a_person_only(known: Agent, given: str) -> None:
    assert known.given == given
    assert known.is_person == bool(given)


@pytest.mark.parametrize(
    ("known", "person", "body"),
    [
        (Agent("Geraldine Heng"), False, False),
        (Agent("CERN"), False, False),
        (Agent("Daniel J. Kleitman.", role="ths"), True, False),
        (Agent("Department of Physics", role="ths"), False, True),
        (Agent("LSE", role="dgg"), False, True),
        (Agent("Universität Wien"), False, True),
        (Agent("ATLAS Collaboration"), False, True),
        (Agent("Kleitman, Daniel J.", role="edt"), True, False),
        (Agent("University Ann", "https://orcid.org/0000-0003-4964-5005"), True, False),
    ],
)
def test_nothing_is_claimed_of_a_name_that_may_be_a_persons_or_a_bodys(
    known: Agent, person: bool, body: bool
) -> None:
    assert (known.is_person, known.is_body) == (person, body)
