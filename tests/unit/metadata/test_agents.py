"""Who is a person, and who is a body."""

import pytest

from oaipmh.metadata.agents import Agent


@pytest.mark.parametrize(
    ("agent", "given"),
    [
        (Agent("Clark, Michael"), "Michael"),
        (Agent("Aristotle"), ""),
        (Agent("University of California, Berkeley", "https://ror.org/01an7q238"), ""),
        (Agent("Open Repositories (10th : 2015 : Paris, France)"), ""),
        (Agent("Clark (Jr.), Michael"), "Michael"),
    ],
)
def test_a_comma_parts_the_names_of_a_person_only(agent: Agent, given: str) -> None:
    assert agent.given == given
    assert agent.is_person == bool(given)
