"""The table of verbs, as section 4 of the specification has it."""

from oaipmh.protocol.verbs import VERBS


def test_each_verb_takes_the_arguments_of_the_specification_and_no_others() -> None:
    selective = {"metadataPrefix", "from", "until", "set", "resumptionToken"}
    assert {name: set(verb.arguments) for name, verb in VERBS.items()} == {
        "Identify": set(),
        "ListMetadataFormats": {"identifier"},
        "ListSets": {"resumptionToken"},
        "ListIdentifiers": selective,
        "ListRecords": selective,
        "GetRecord": {"identifier", "metadataPrefix"},
    }


def test_each_verb_requires_what_the_specification_requires() -> None:
    assert {name: set(verb.required) for name, verb in VERBS.items()} == {
        "Identify": set(),
        "ListMetadataFormats": set(),
        "ListSets": set(),
        "ListIdentifiers": {"metadataPrefix"},
        "ListRecords": {"metadataPrefix"},
        "GetRecord": {"identifier", "metadataPrefix"},
    }


def test_a_resumption_token_is_exclusive_wherever_it_is_known() -> None:
    for verb in VERBS.values():
        known = "resumptionToken" in verb.arguments
        assert verb.exclusive == ("resumptionToken" if known else None)
