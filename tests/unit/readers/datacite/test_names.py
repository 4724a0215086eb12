"""Creators, contributors and publishers of DataCite resources."""

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.readers.datacite.names import is_given, name_statements
from oaipmh.readers.datacite.resource import Name, Resource, Text

ORCID = "https://orcid.org/0000-0003-4964-5005"
ROR = "https://ror.org/0090zs177"


def creator(name: Name) -> Statement:
    """What is said of a creator."""
    (found,) = name_statements(Resource(Text(""), creators=(name,)))
    return found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (Name("M. Clark", "Michael", "Clark"), "Clark, Michael"),
        (Name("Clark, Michael"), "Clark, Michael"),
        (Name("Gerilyn S Soreghan", "Gerilyn", "Soreghan"), "Soreghan, Gerilyn S"),
        (Name("Soreghan, Gerilyn S.", "Gerilyn", "Soreghan"), "Soreghan, Gerilyn S."),
        (Name("The Study Group"), "The Study Group"),
        (Name("", family_name="Clark"), "Clark"),
    ],
)
def test_a_person_is_family_and_given_name(name: Name, value: str) -> None:
    assert creator(name) == Statement("creator", value)


@pytest.mark.parametrize(
    ("identifiers", "uri"),
    [
        ([("0000-0003-4964-5005", "ORCID")], ORCID),
        ([("0000 0001 2103 2683", "ISNI"), (ORCID, "orcid")], ORCID),
        ([(ROR, "ROR")], ROR),
        ([(f"{ROR}/", "ROR")], ROR),
        ([("https://x.org/p/1", "GRID")], "https://x.org/p/1"),
        ([("xyz789", "ORCID")], None),
        ([("", "")], None),
    ],
)
def test_a_name_has_the_best_known_identifier(
    identifiers: list[tuple[str, str]], uri: str | None
) -> None:
    name = Name("X", identifiers=tuple(Text(*one) for one in identifiers))
    assert creator(name).uri == uri


@pytest.mark.parametrize(
    ("number", "scheme", "address", "uri"),
    [
        ("05sd1pz50", "RORS", "https://ror.org", "https://ror.org/05sd1pz50"),
        ("127467345", "Other", "http://viaf.org/viaf/", "http://viaf.org/viaf/127467345"),
        ("127467345", "Other", "", None),
        ("127467345", "Other", "VIAF", None),
        ("xyz789", "ORCID", "https://orcid.org", None),  # no ORCID at all
    ],
)
def test_a_number_stands_behind_the_address_of_a_scheme_unheard_of(
    number: str, scheme: str, address: str, uri: str | None
) -> None:
    name = Name("X", identifiers=(Text(number, scheme, scheme_uri=address),))
    assert creator(name).uri == uri


def test_who_has_no_name_is_known_by_the_identifier() -> None:
    ror = "https://ror.org/04wxnsj81"
    assert creator(Name("", identifiers=(Text(ror),))) == Statement("creator", ror, uri=ror)


@pytest.mark.parametrize(
    ("role", "kind", "property_"),
    [
        ("Editor", "Dataset", "marcrel:edt"),
        ("ProjectLeader", "Dataset", "marcrel:pdr"),
        ("RightsHolder", "Dataset", "rightsHolder"),
        ("Funder", "Dataset", "marcrel:fnd"),
        ("Supervisor", "Dissertation", "marcrel:ths"),
        ("Supervisor", "Dataset", "contributor"),
        ("ContactPerson", "Dataset", "contributor"),
        ("Unheard", "Dataset", "contributor"),
    ],
)
def test_a_contributor_has_its_role(role: str, kind: str, property_: str) -> None:
    name = Name("X", contributor_type=role)
    resource = Resource(Text(""), contributors=(name,), resource_type_general=kind)
    assert list(name_statements(resource)) == [Statement(property_, "X")]


@pytest.mark.parametrize("code", [":unav", "(:tba)", ":none", ""])
def test_a_code_for_not_knowing_says_nothing(code: str) -> None:
    assert not is_given(code)
    assert is_given("Nonesuch")
