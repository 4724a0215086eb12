"""MARC relators: roles that refine dc:contributor, as the Library of Congress and DCMI agreed.

https://www.loc.gov/marc/relators/. A property `marcrel:fnd` says who funded the item; simple Dublin
Core shows it as contributor.
"""

RELATORS = {
    "abr": "abridger",
    "ann": "annotator",
    "arr": "arranger",
    "art": "artist",
    "aui": "author of introduction",
    "cmp": "composer",
    "cnd": "conductor",
    "col": "collector",
    "com": "compiler",
    "cre": "creator",
    "csl": "consultant",
    "ctb": "contributor",
    "ctg": "cartographer",
    "cur": "curator",
    "dgc": "degree committee member",
    "dgg": "degree granting institution",
    "dgs": "degree supervisor",
    "drt": "director",
    "dst": "distributor",
    "dtc": "data contributor",
    "dtm": "data manager",
    "edt": "editor",
    "fnd": "funder",
    "his": "host institution",
    "hst": "host",
    "ill": "illustrator",
    "ive": "interviewee",
    "ivr": "interviewer",
    "mon": "monitor",
    "mus": "musician",
    "nrt": "narrator",
    "orm": "organizer",
    "own": "owner",
    "pdr": "project director",
    "pht": "photographer",
    "prd": "production personnel",
    "prf": "performer",
    "prg": "programmer",
    "pro": "producer",
    "res": "researcher",
    "rev": "reviewer",
    "rpy": "responsible party",
    "rth": "research team head",
    "rtm": "research team member",
    "spk": "speaker",
    "spn": "sponsor",
    "ths": "thesis advisor",
    "trc": "transcriber",
    "trl": "translator",
    "wac": "writer of added commentary",
}
"""Codes with their terms."""

PREFIX = "marcrel:"


def relator(code_or_term: str) -> str | None:
    """The property of a role given as MARC code or term; None when it is none of ours."""
    text = code_or_term.strip().rstrip(".").lower()
    if text in RELATORS:
        return PREFIX + text
    return _BY_TERM.get(text)


_BY_TERM = {term: PREFIX + code for code, term in RELATORS.items()}

_ROLES = {
    "aut": "creator",
    "author": "creator",
    "cre": "creator",
    "creator": "creator",
    "dc creator": "creator",
    "ctb": "contributor",
    "contributor": "contributor",
    "pbl": "publisher",
    "publisher": "publisher",
    "advisor": "marcrel:ths",
    "supervisor": "marcrel:dgs",
    "degree grantor": "marcrel:dgg",
}


def role_property(code_or_term: str) -> str:
    """The property of whoever had a role: creator, publisher, a MARC relator, else contributor."""
    text = code_or_term.strip().rstrip(".").lower()
    return _ROLES.get(text) or relator(text) or "contributor"
