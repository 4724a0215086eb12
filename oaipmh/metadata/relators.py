"""MARC relators: roles that refine dc:contributor, as the Library of Congress and DCMI agreed.

https://www.loc.gov/marc/relators/. A property `marcrel:fnd` says who funded the item; simple Dublin
Core shows it as contributor.
"""

RELATORS = {
    "abr": "abridger",
    "act": "actor",
    "adp": "adapter",
    "aft": "author of afterword",
    "ann": "annotator",
    "ard": "artistic director",
    "arr": "arranger",
    "art": "artist",
    "aui": "author of introduction",
    "aus": "screenwriter",
    "bkd": "book designer",
    "bkp": "book producer",
    "bnd": "binder",
    "chr": "choreographer",
    "cmm": "commentator",
    "cmp": "composer",
    "cnd": "conductor",
    "cng": "cinematographer",
    "col": "collector",
    "com": "compiler",
    "cre": "creator",
    "crr": "corrector",
    "csl": "consultant",
    "cst": "costume designer",
    "ctb": "contributor",
    "ctg": "cartographer",
    "ctr": "contractor",
    "cur": "curator",
    "cwt": "commentator for written text",
    "dgc": "degree committee member",
    "dgg": "degree granting institution",
    "dgs": "degree supervisor",
    "dnc": "dancer",
    "dnr": "donor",
    "drt": "director",
    "dst": "distributor",
    "dtc": "data contributor",
    "dte": "dedicatee",
    "dtm": "data manager",
    "dto": "dedicator",
    "edm": "editor of moving image work",
    "edt": "editor",
    "egr": "engraver",
    "etr": "etcher",
    "flm": "film editor",
    "fmk": "filmmaker",
    "fmo": "former owner",
    "fnd": "funder",
    "his": "host institution",
    "hnr": "honoree",
    "hst": "host",
    "ill": "illustrator",
    "inv": "inventor",
    "isb": "issuing body",
    "itr": "instrumentalist",
    "ive": "interviewee",
    "ivr": "interviewer",
    "lbt": "librettist",
    "ltg": "lithographer",
    "lyr": "lyricist",
    "mfr": "manufacturer",
    "mod": "moderator",
    "mon": "monitor",
    "mus": "musician",
    "nrt": "narrator",
    "org": "originator",
    "orm": "organizer",
    "own": "owner",
    "pan": "panelist",
    "pdr": "project director",
    "pht": "photographer",
    "pra": "praeses",
    "prd": "production personnel",
    "prf": "performer",
    "prg": "programmer",
    "pro": "producer",
    "prt": "printer",
    "rce": "recording engineer",
    "rcp": "addressee",
    "res": "researcher",
    "rev": "reviewer",
    "rpy": "responsible party",
    "rth": "research team head",
    "rtm": "research team member",
    "scl": "sculptor",
    "scr": "scribe",
    "sec": "secretary",
    "sgn": "signer",
    "sng": "singer",
    "spk": "speaker",
    "spn": "sponsor",
    "std": "set designer",
    "stl": "storyteller",
    "tch": "teacher",
    "ths": "thesis advisor",
    "trc": "transcriber",
    "trl": "translator",
    "voc": "vocalist",
    "wac": "writer of added commentary",
    "wit": "witness",
}
"""Codes with their terms."""

PREFIX = "marcrel:"


def known_term(code_or_term: str) -> str:
    """A role's code or term as the tables have it: in lower case, a term of RDA's as its code."""
    text = code_or_term.strip().rstrip(".").lower()
    return _TRANSLATED.get(text, text)


def relator(code_or_term: str) -> str | None:
    """The property of a role given as MARC code or term; None when it is none of ours."""
    text = known_term(code_or_term)
    if text in RELATORS:
        return PREFIX + text
    return _BY_TERM.get(text)


# As cataloguers shorten terms, without the full stop.
_SHORTENED = {
    "ed": "edt",
    "eds": "edt",
    "joint ed": "edt",
    "joint editor": "edt",
    "comp": "com",
    "joint comp": "com",
    "tr": "trl",
    "trans": "trl",
    "illus": "ill",
}
# What catalogues in German, Finnish, French, Spanish and Swedish say where they have no code.
_TRANSLATED = {
    term: code
    for code, terms in {
        "aut": "verfasser verfasserin kirjoittaja tekijä auteur autor autora författare",
        "edt": "hrsg herausgeber herausgeberin toimittaja redaktör",
        "ill": "illustratorin kuvittaja illustrateur ilustrador illustratör",
        "ths": "betreuer betreuerin",
        "trl": "übersetzer übersetzerin kääntäjä suomentaja traducteur traductor översättare",
    }.items()
    for term in terms.split()
}
_BY_TERM = {term: PREFIX + code for code, term in RELATORS.items()} | {
    term: PREFIX + code for term, code in _SHORTENED.items()
}

_ROLES = {
    "aut": "creator",
    "author": "creator",
    "joint author": "creator",
    "cre": "creator",
    "creator": "creator",
    "dc creator": "creator",
    "ctb": "contributor",
    "contributor": "contributor",
    "pbl": "publisher",
    "publisher": "publisher",
    "cph": "rightsHolder",
    "copyright holder": "rightsHolder",
    "advisor": "marcrel:ths",
    "supervisor": "marcrel:dgs",
    "degree grantor": "marcrel:dgg",
}


def role_property(code_or_term: str) -> str:
    """The property of whoever had a role: creator, publisher, a MARC relator, else contributor."""
    text = known_term(code_or_term)
    return _ROLES.get(text) or relator(text) or "contributor"
