"""Names in MODS: who they are, what they did, and which URI names them."""

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.readers.mods_names import names
from tests.support.xml import element


def name(content: str, attributes: str = "") -> list[Statement]:
    """What a `name` with this in it says."""
    return names(element(f"<name {attributes}>{content}</name>"))


def role(term: str, attributes: str = "") -> str:
    """A role with one term."""
    return f"<role><roleTerm {attributes}>{term}</roleTerm></role>"


@pytest.mark.parametrize(
    ("content", "attributes", "value"),
    [
        (
            (
                '<namePart type="given">Michael</namePart><namePart type="family">Clark</namePart>'
                '<namePart type="date">1960-</namePart>'
            ),
            "",
            "Clark, Michael",
        ),
        (
            (
                '<namePart type="family">King</namePart><namePart type="given">Martin</namePart>'
                '<namePart type="termsOfAddress">Jr.</namePart>'
            ),
            "",
            "King, Martin, Jr.",
        ),
        ("<namePart>Fleischer, Max,</namePart>", "", "Fleischer, Max"),
        (
            "<namePart>United States</namePart><namePart>Congress</namePart>",
            "",
            "United States Congress",
        ),
        (
            "<namePart>United States</namePart><namePart>Congress</namePart>",
            'type="corporate"',
            "United States. Congress",
        ),
        ("<displayForm>Anon.</displayForm>", "", "Anon."),
    ],
)
def test_a_name_is_written_family_first_or_as_it_stands(
    content: str, attributes: str, value: str
) -> None:
    assert name(content, attributes) == [Statement("creator", value)]


@pytest.mark.parametrize(
    ("roles", "properties"),
    [
        ("", ["creator"]),
        (role("aut"), ["creator"]),
        (role(" Author "), ["creator"]),
        (role("edt", 'type="code"'), ["marcrel:edt"]),
        (role("Thesis advisor"), ["marcrel:ths"]),
        (role("advisor"), ["marcrel:ths"]),
        (role("Juggler"), ["contributor"]),
        (role("Juggler", 'valueURI="http://id.loc.gov/vocabulary/relators/trl"'), ["marcrel:trl"]),
        (role("author") + role("editor"), ["creator", "marcrel:edt"]),
        (role("heckler") + role("editor"), ["marcrel:edt"]),
        (role("pbl"), ["publisher"]),
        ("<role><roleTerm>edt</roleTerm><roleTerm>editor</roleTerm></role>", ["marcrel:edt"]),
        ("<role>editor</role>", ["marcrel:edt"]),
    ],
)
def test_a_role_makes_the_property(roles: str, properties: list[str]) -> None:
    found = name(f"<namePart>X</namePart>{roles}")
    assert [one.property for one in found] == properties


@pytest.mark.parametrize(
    ("content", "attributes", "uri"),
    [
        (
            '<nameIdentifier type="orcid">0000-0003-4964-5005</nameIdentifier>',
            'valueURI="http://id.loc.gov/n1"',
            "https://orcid.org/0000-0003-4964-5005",
        ),
        ("", 'valueURI="http://id.loc.gov/n1"', "http://id.loc.gov/n1"),
        (
            "",
            'valueURI="http://orcid.org/0000-0003-4964-5005"',
            "https://orcid.org/0000-0003-4964-5005",
        ),
        ("", 'xlink:href="https://x.org/me"', "https://x.org/me"),
        ("", 'valueURI="300027590"', None),
    ],
)
def test_the_uri_is_an_orcid_before_an_authoritys(
    content: str, attributes: str, uri: str | None
) -> None:
    (found,) = name(f"<namePart>X</namePart>{content}", attributes)
    assert found.uri == uri
