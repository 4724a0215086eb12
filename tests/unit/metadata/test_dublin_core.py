"""The properties, and what simple Dublin Core shows each as."""

from oaipmh.metadata.dublin_core import ELEMENT_OF, ELEMENTS


def test_the_fifteen_elements_are_shown_as_themselves() -> None:
    assert len(ELEMENTS) == 15
    assert all(ELEMENT_OF[element] == element for element in ELEMENTS)


def test_every_dcmi_term_is_known_and_shown_as_an_element_or_nothing() -> None:
    terms = [name for name in ELEMENT_OF if not name.startswith("marcrel:")]
    assert len(terms) == 55
    assert set(ELEMENT_OF.values()) <= {*ELEMENTS, None}


def test_refinements_are_shown_as_what_they_refine() -> None:
    shown = {
        "abstract": "description",
        "alternative": "title",
        "bibliographicCitation": "identifier",
        "issued": "date",
        "license": "rights",
        "isPartOf": "relation",
        "spatial": "coverage",
        "extent": "format",
        "rightsHolder": None,
        "audience": None,
        "marcrel:fnd": "contributor",
    }
    assert {term: ELEMENT_OF[term] for term in shown} == shown
