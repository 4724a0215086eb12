"""An item that has all that aggregators demand; tests add to it, or take from it."""

from oaipmh.metadata.description import Statement

TITLE = Statement("title", "On light")
CREATOR = Statement("creator", "Curie, Ève")
ISSUED = Statement("issued", "2024")
ACCEPTED = Statement("dateAccepted", "2023-05-01")
TYPE = Statement("type", "Article")
LANGUAGE = Statement("language", "en")
PAGE = Statement("identifier", "http://library.example.edu/1", scheme="dcterms:URI")
OPEN = Statement(
    "accessRights",
    "info:eu-repo/semantics/openAccess",
    uri="http://purl.org/coar/access_right/c_abf2",
)
