"""The subject trees of EPrints, and the sets that subjects, divisions and types make.

A tree comes as `subjects/subject`, each with its id, name and parents. A set is named by its path,
`subjects:H:HD:HD28`, where the tree came before, and else by the id alone, `subjects:HD28`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from oaipmh.protocol.syntax import MAX_SET_DEPTH
from oaipmh.readers.eprints.fields import in_languages, name_of, text, texts
from oaipmh.readers.incoming import IncomingSet, Undescribable

SUBJECT = name_of("subject")
_ROOT = "ROOT"
_MAX_STEPS = 1000
"""How far a subject's paths are followed: what calls itself a tree may be a knot."""
_ILLEGAL = re.compile(r"[^A-Za-z0-9\-_.!~*'()]")


def set_part(name: str) -> str:
    """An id as a part of a setSpec: blanks become `_`, other illegal characters `~` and their hex.

    So `General Chemistry` is `General_Chemistry`, and `a/b` is `a~2Fb`.
    """
    spaced = "_".join(name.split())
    return _ILLEGAL.sub(lambda found: "".join(f"~{byte:02X}" for byte in found[0].encode()), spaced)


@dataclass(frozen=True, slots=True)
class _Subject:
    name: str
    lang: str | None
    uri: str | None
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SubjectTree:
    """The subjects that have come so far; it grows with each `add`."""

    _subjects: dict[str, _Subject] = field(default_factory=dict)

    def add(self, element: etree._Element) -> None:
        """Take in a `subject` element.

        Raises:
            Undescribable: it has no id.
        """
        subjectid = text(element, "subjectid")
        if not subjectid:
            raise Undescribable("a subject without a subjectid")
        name, lang = next(in_languages(element, "name"), ("", None))
        parents = tuple(texts(element, "parents"))
        self._subjects[subjectid] = _Subject(name, lang, element.get("id"), parents)

    def named(self, subjectid: str) -> tuple[str, str | None, str | None] | None:
        """A subject's name, the name's language and the subject's URI; None if it has no name."""
        subject = self._subjects.get(subjectid)
        return (subject.name, subject.lang, subject.uri) if subject and subject.name else None

    def set_specs(self, field_name: str, subjectid: str) -> list[str]:
        """A subject's sets: one for each path to it, or one of its field when it is unknown."""
        paths = self._paths(subjectid) if subjectid in self._subjects else []
        return [":".join(map(set_part, path)) for path in paths or [(field_name, subjectid)]]

    def sets(self) -> Iterator[IncomingSet]:
        """The sets of all subjects, with their names."""
        for subjectid, subject in self._subjects.items():
            if subjectid != _ROOT:
                for set_spec in self.set_specs("subjects", subjectid):
                    yield IncomingSet(f"subject {subjectid}", set_spec, subject.name)

    def _paths(self, subjectid: str) -> list[tuple[str, ...]]:
        """From the top of its tree down to the subject; a subject may have several parents."""
        waiting: list[tuple[str, ...]] = [(subjectid,)]
        found: list[tuple[str, ...]] = []
        for _ in range(_MAX_STEPS):
            if not waiting:
                break
            path = waiting.pop()
            subject = self._subjects.get(path[0])
            parents = [one for one in subject.parents if one != _ROOT] if subject else []
            if not parents:
                found.append(path)
            elif len(path) < MAX_SET_DEPTH:
                waiting += [(parent, *path) for parent in reversed(parents) if parent not in path]
        return found
