"""Which metadata vocabularies can be read, as one table, and finding what an element is in.

A vocabulary is known by the local name and the namespace of its root. Of a root that is not known,
what it wraps is read if that is one known root (`oai_datacite` wraps DataCite's `resource`), or its
children where they are Dublin Core or MODS.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

from oaipmh.metadata.native import NATIVE_NAMESPACES
from oaipmh.protocol.parts import local_name as name
from oaipmh.readers import (
    datacite,
    dim,
    dublin_core,
    eprints,
    etdms,
    marcxml,
    mets,
    mods,
    openaire,
    qualified_dc,
    rioxx,
)
from oaipmh.readers.elements import namespace
from oaipmh.readers.incoming import Described, Undescribable


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A vocabulary's roots, and the function that describes what stands in one.

    A root is in a namespace that begins with one of `namespaces`, or in none; where there are no
    namespaces it may be in any. `sign` is asked of what others have roots of the same name for.
    """

    title: str
    roots: tuple[str, ...]
    describe: Callable[[etree._Element], Described]
    namespaces: tuple[str, ...] = ()
    sign: Callable[[etree._Element], bool] = lambda _: True

    def may_have(self, root: str, space: str) -> bool:
        """Whether by its local name and namespace an element may be a root of this vocabulary."""
        in_namespace = not space or not self.namespaces or space.startswith(self.namespaces)
        return root in self.roots and in_namespace


def describe(element: etree._Element) -> Described:
    """What a metadata element says.

    Raises:
        Undescribable: no vocabulary knows it, or it tells of no item.
    """
    recognised = _recognise(element)
    if recognised is not None:
        vocabulary, root = recognised
        described = vocabulary.describe(root)
        is_native = namespace(root) in NATIVE_NAMESPACES
        return replace(described, native=root) if is_native else described
    titles = ", ".join(vocabulary.title for vocabulary in VOCABULARIES)
    raise Undescribable(
        f"{_shown(element)} is of no vocabulary that can be read; those are {titles}"
    )


def rank(element: etree._Element) -> int:
    """The place of an element's vocabulary in the table; the first says most of an item."""
    recognised = _recognise(element)
    return len(VOCABULARIES) if recognised is None else VOCABULARIES.index(recognised[0])


def find(element: etree._Element) -> Vocabulary | None:
    """The vocabulary whose root the element is."""
    candidates = _candidates(name(element), namespace(element))
    return next((one for one in candidates if one.sign(element)), None)


@lru_cache(maxsize=256)
def _candidates(root: str, space: str) -> tuple[Vocabulary, ...]:
    return tuple(one for one in VOCABULARIES if one.may_have(root, space))


def _recognise(element: etree._Element) -> tuple[Vocabulary, etree._Element] | None:
    """The vocabulary that an element is in, and its root there: itself, or what it wraps."""
    root = element if find(element) is not None else _wrapped(element)
    vocabulary = None if root is None else find(root)
    if root is not None and vocabulary is not None:
        return vocabulary, root
    if qualified_dc.has_dublin_core(element):
        return _QUALIFIED_DC, element
    return (_MODS, element) if mods.has_mods(element) else None


def _wrapped(element: etree._Element) -> etree._Element | None:
    """The only known root in an element; None where there is none, or several.

    Holdings beside a MARC record, as German libraries' SRU gives them, are no second one.
    """
    found: list[etree._Element] = []
    for inner in element.iterdescendants(*(f"{{*}}{root}" for root in ROOTS)):
        if find(inner) is not None and not (found and found[-1] in inner.iterancestors()):
            found.append(inner)
    if len(found) > 1:
        found = [one for one in found if not marcxml.is_of_holdings(one)]
    return found[0] if len(found) == 1 else None


def _shown(element: etree._Element) -> str:
    return f"{{{namespace(element)}}}{name(element)}" if namespace(element) else name(element)


def _dublin_core(element: etree._Element) -> Described:
    """What a root of simple Dublin Core says; some have DCMI terms in it all the same."""
    refined = qualified_dc.is_refined(element)
    return qualified_dc.describe(element) if refined else dublin_core.describe(element)


def _mets(element: etree._Element) -> Described:
    return mets.describe(element, describe)


_MODS = Vocabulary("MODS", ("mods",), mods.describe, (mods.NAMESPACE,))
_QUALIFIED_DC = Vocabulary(
    "qualified Dublin Core",
    (
        "qualifieddc",
        "qdc",
        "oai_qdc",
        "dcterms",
        "oai_dcterms",
        "olac",
        "uketddc",
        "nsdl_dc",
    ),
    qualified_dc.describe,
)
# In order of preference: of an item that is there in several, the first is taken.
VOCABULARIES = (
    Vocabulary("OpenAIRE", ("resource",), openaire.describe, (openaire.NAMESPACE,)),
    Vocabulary("RIOXX", ("rioxx",), rioxx.describe),
    Vocabulary("EPrints 3 XML", ("eprint",), eprints.describe, (eprints.NAMESPACE,)),
    Vocabulary(
        "DataCite",
        ("resource",),
        datacite.describe,
        ("http://datacite.org/schema/", "http://schema.datacite.org/"),
    ),
    Vocabulary("MARCXML", ("record",), marcxml.describe, sign=marcxml.has_fields),
    _MODS,
    Vocabulary("METS", ("mets",), _mets, ("http://www.loc.gov/METS/",)),
    Vocabulary("DIM", ("dim",), dim.describe, (dim.NAMESPACE,)),
    Vocabulary("ETD-MS", ("thesis",), etdms.describe, (etdms.NAMESPACE,)),
    _QUALIFIED_DC,
    Vocabulary("Dublin Core", ("dc",), _dublin_core),
)
ROOTS = tuple(dict.fromkeys(root for vocabulary in VOCABULARIES for root in vocabulary.roots))
"""The local names that a metadata root may have."""
WORST_RANK = len(VOCABULARIES) + 1
"""The rank of what cannot be read at all."""
