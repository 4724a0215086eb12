"""Rules of what an element may have, and finding the first that one breaks.

They say no more than a format's schema does, and may allow less of it: what keeps them is valid.
An attribute of type xs:ID is allowed nowhere, for it would have to be the only one of its page.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.parts import local_name
from oaipmh.protocol.syntax import is_language, is_uri

Test: TypeAlias = Callable[[str], bool]
LANG: Mapping[str, Test] = {ns.XML_LANG: is_language}

_SHOWN = 40
_WHITE_SPACE = " \t\r\n"
# Namespaces whose schemas a validator of a page may have at hand.
_JUDGED = (
    "http://www.openarchives.org/",
    "http://purl.org/dc/",
    "http://www.loc.gov/",
    "http://datacite.org/",
    "http://www.w3.org/",
)
_NAME = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Rule:
    """What an element may have: attributes, of which some are required, and text or children.

    `order` is a regular expression over the children's names, each with a semicolon after it;
    without it they may come in any order, `needed` ones at least once, and once at most where they
    are `single`. What is `foreign` has text or elements of other namespaces, or such of its own as
    no schema declares, so that validators pass them over: those of `undeclared`.
    """

    attributes: Mapping[str, Test] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    text: Test | None = None
    children: Mapping[str, "Rule"] = field(default_factory=dict)
    order: re.Pattern[str] | None = None
    needed: frozenset[str] = frozenset()
    single: bool = False
    foreign: bool = False
    undeclared: frozenset[str] = frozenset()


def anything(_: str) -> bool:
    """Any text."""
    return True


def something(text: str) -> bool:
    """Any text but none."""
    return bool(text)


def is_any_uri(text: str) -> bool:
    """What xs:anyURI is here: a URI, white space around it, or nothing."""
    stripped = text.strip(_WHITE_SPACE)
    return not stripped or is_uri(stripped)


def one_of(words: str) -> Test:
    """One of some words, which blanks part."""
    return frozenset(words.split()).__contains__


def matching(pattern: str) -> Test:
    """What a regular expression, of ASCII, matches as a whole."""
    compiled = re.compile(pattern, re.ASCII)
    return lambda text: compiled.fullmatch(text) is not None


def in_order(names: str) -> re.Pattern[str]:
    """An order as `creatorName givenName? affiliation*` tells it."""
    return re.compile("".join(_NAME.sub(r"(?:\g<0>;)", names).split()))


def first_fault(element: etree._Element, namespace: str, rule: Rule) -> str | None:
    """The first rule that an element breaks, or one in it, in words; None where all are kept."""
    return _first_fault(element, f"{{{namespace}}}", rule)


def _first_fault(element: etree._Element, space: str, rule: Rule) -> str | None:
    own = (
        _attribute_fault(element, rule)
        or _text_fault(element, rule)
        or _children_fault(element, space, rule)
    )
    if own is not None:
        return f"{local_name(element)}: {own}"
    if rule.foreign:
        return _foreign_fault(element, space, rule.undeclared)
    for child in element.iterchildren(etree.Element):
        fault = _first_fault(child, space, rule.children[local_name(child)])
        if fault is not None:
            return fault
    return None


def _attribute_fault(element: etree._Element, rule: Rule) -> str | None:
    attributes = element.attrib
    for key, value in attributes.items():
        name = str(key)
        if name == ns.SCHEMA_LOCATION:
            continue
        test = rule.attributes.get(name)
        if test is None:
            return f"the attribute {name} is not served"
        if not test(str(value)):
            return f"{name}={_shown(str(value))} is not allowed"
    for name in rule.required:
        if name not in attributes:
            return f"the attribute {min(rule.required.difference(attributes))} is lacking"
    return None


def _text_fault(element: etree._Element, rule: Rule) -> str | None:
    if rule.text is anything:
        return None
    text = "".join([element.text or "", *[child.tail or "" for child in element]])
    if rule.text is None:
        # What is to be empty has not even white space.
        said = text.strip(_WHITE_SPACE) if rule.children or rule.foreign else text
        return f"the text {_shown(said)} is not allowed" if said else None
    return None if rule.text(text) else f"{_shown(text)} is not allowed"


def _foreign_fault(element: etree._Element, space: str, undeclared: Collection[str]) -> str | None:
    """What in an element could be judged by a schema all the same, as validators do if they can."""
    for inner in element.iterdescendants(etree.Element):
        if str(inner.tag).startswith(space) and local_name(inner) not in undeclared:
            return f"{local_name(inner)} is not served in {local_name(element)}"
        if fault := _judged_fault(inner, space):
            return f"{local_name(inner)} {fault}, which is not served in {local_name(element)}"
    return None


def _judged_fault(inner: etree._Element, space: str) -> str | None:
    """What in a foreign element a schema that a validator has anyway might find wrong."""
    own = etree.QName(inner).namespace or ""
    named = (one.get(ns.SCHEMA_LOCATION, "").split()[::2] for one in inner.iterancestors())
    if own != space[1:-1] and (own.startswith(_JUDGED) or any(own in some for some in named)):
        return f"is in {own}"
    for name, value in inner.items():
        test = _ATTRIBUTES.get(str(name))
        allowed = test(str(value)) if test else not str(name).startswith("{http://www.w3.org/")
        if not allowed:
            return f"has {name}={_shown(str(value))}"
    return None


_ATTRIBUTES: Mapping[str, Test] = {**LANG, "{http://www.w3.org/1999/xlink}href": is_any_uri}


def _children_fault(element: etree._Element, space: str, rule: Rule) -> str | None:
    if rule.foreign:
        return None
    names = []
    for child in element.iterchildren(etree.Element):
        name = local_name(child)
        if name not in rule.children or child.tag != space + name:
            return f"{name} is not served in it"
        names.append(name)
    if rule.order is not None and not rule.order.fullmatch("".join(f"{name};" for name in names)):
        return "its elements are not those that must be there, in their order"
    if rule.single and len(names) > len(set(names)):
        return "an element is repeated"
    lacking = sorted(rule.needed.difference(names))
    return f"{lacking[0]} is lacking" if lacking else None


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
