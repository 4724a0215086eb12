"""Whatever an item's description is: in every format that it can have, its record is valid."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from oaipmh.crosswalks import CROSSWALKS
from oaipmh.metadata.description import Description
from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.writer import payload_xml
from tests.support.judges import faults_of
from tests.support.resources import described
from tests.unit.strategies import telling_descriptions

PREFIXES = pytest.mark.parametrize("prefix", sorted(CROSSWALKS))


@PREFIXES
@settings(max_examples=300)
@given(description=telling_descriptions())
def test_any_description_that_lacks_nothing_gives_a_valid_record(
    prefix: str, description: Description, shared: Path
) -> None:
    crosswalk, resource = CROSSWALKS[prefix], described(description)
    if not crosswalk.missing(resource):
        element = crosswalk.render(resource)
        assert faults_of(prefix, element, shared) == []


@PREFIXES
@given(description=telling_descriptions())
def test_a_record_says_its_own_namespace_and_schema_on_its_root(
    prefix: str, description: Description
) -> None:
    crosswalk, resource = CROSSWALKS[prefix], described(description)
    if not crosswalk.missing(resource):
        element = crosswalk.render(resource)
        format_ = crosswalk.format
        assert etree.QName(element).namespace == format_.metadata_namespace
        location = f"{format_.metadata_namespace} {format_.schema}"
        assert (element.get(ns.SCHEMA_LOCATION) or "").startswith(location)


@PREFIXES
@given(description=telling_descriptions())
def test_what_is_missing_does_not_depend_on_what_was_rendered(
    prefix: str, description: Description
) -> None:
    crosswalk, resource = CROSSWALKS[prefix], described(description)
    missing = list(crosswalk.missing(resource))
    if not missing:
        payload = payload_xml(crosswalk.render(resource))
        assert payload == payload_xml(crosswalk.render(described(description)))
    assert list(crosswalk.missing(resource)) == missing


def test_each_crosswalk_is_found_by_its_own_prefix() -> None:
    assert {walk.metadata_prefix: walk for walk in CROSSWALKS.values()} == CROSSWALKS
