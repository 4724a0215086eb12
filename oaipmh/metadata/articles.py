"""Articles that begin titles, and that catalogues do not file by.

https://www.loc.gov/marc/bibliographic/bdapndxf.html, for the languages of Europe's presses.
"""

from oaipmh.metadata.languages import iso_639_3

_ARTICLES = {
    "eng": ("the ", "a ", "an "),
    "fra": ("le ", "la ", "les ", "l'", "un ", "une "),
    "deu": ("der ", "die ", "das ", "ein ", "eine "),
    "spa": ("el ", "la ", "los ", "las ", "un ", "una "),
    "ita": ("il ", "lo ", "la ", "i ", "gli ", "le ", "l'", "un ", "uno ", "una ", "un'"),
    "por": ("o ", "a ", "os ", "as ", "um ", "uma "),
    "nld": ("de ", "het ", "een "),
}
_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"


def nonfiling_characters(title: str, language: str | None) -> int:
    """How many characters an article has that the title begins with, and the blank after it.

    None where the language is not known: `Die` is an article in German alone.
    """
    articles = _ARTICLES.get(iso_639_3(language) or "", ()) if language else ()
    beginning = title.lower().replace(_APOSTROPHE, "'")
    return next((len(one) for one in articles if beginning.startswith(one)), 0)
