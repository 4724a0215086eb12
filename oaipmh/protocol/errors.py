"""The eight error conditions of OAI-PMH 2.0, section 3.6.

Each is the harvester's fault and is answered with HTTP 200. Whether `<request>` may repeat the
arguments is section 3.2: not when the verb or an argument is bad.
https://www.openarchives.org/OAI/openarchivesprotocol.html#ErrorConditions
"""

from typing import ClassVar


class OAIError(Exception):
    """One error condition; `code` is the wire's word for it, the message is for a person."""

    code: ClassVar[str]
    echoes_arguments: ClassVar[bool] = True


class BadVerb(OAIError):
    """The verb is missing, repeated, or none of the six."""

    code = "badVerb"
    echoes_arguments = False


class BadArgument(OAIError):
    """An argument is unknown, missing, repeated, or has a value of illegal syntax."""

    code = "badArgument"
    echoes_arguments = False


class BadResumptionToken(OAIError):
    """The resumptionToken is not one of ours, is of another verb, or has expired."""

    code = "badResumptionToken"


class CannotDisseminateFormat(OAIError):
    """The metadataPrefix is not supported by the item or by the repository."""

    code = "cannotDisseminateFormat"


class IdDoesNotExist(OAIError):
    """The identifier is unknown in this repository."""

    code = "idDoesNotExist"


class NoRecordsMatch(OAIError):
    """The arguments select an empty list."""

    code = "noRecordsMatch"


class NoMetadataFormats(OAIError):
    """The item has no metadata formats available."""

    code = "noMetadataFormats"


class NoSetHierarchy(OAIError):
    """The repository has no sets."""

    code = "noSetHierarchy"


class OAIErrors(Exception):
    """All the errors of one request: section 3.6 wants every one of them reported."""

    def __init__(self, *errors: OAIError) -> None:
        super().__init__(*errors)
        self.errors = errors
