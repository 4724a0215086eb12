"""The eight error conditions, by the words of the wire."""

from oaipmh.protocol import errors
from oaipmh.protocol.errors import BadArgument, BadVerb, OAIError, OAIErrors


def test_the_codes_are_the_eight_of_the_specification() -> None:
    assert {error.code for error in OAIError.__subclasses__()} == {
        "badArgument",
        "badResumptionToken",
        "badVerb",
        "cannotDisseminateFormat",
        "idDoesNotExist",
        "noMetadataFormats",
        "noRecordsMatch",
        "noSetHierarchy",
    }


def test_each_class_is_named_after_its_code() -> None:
    for error in OAIError.__subclasses__():
        assert getattr(errors, error.code[0].upper() + error.code[1:]) is error


def test_arguments_are_echoed_except_when_the_verb_or_an_argument_is_bad() -> None:
    silent = {error for error in OAIError.__subclasses__() if not error.echoes_arguments}
    assert silent == {BadVerb, BadArgument}


def test_all_errors_of_a_request_stay_in_their_order() -> None:
    first, second = BadArgument("one"), BadArgument("two")
    assert OAIErrors(first, second).errors == (first, second)
