"""EPrints 3 XML: what EPrints exports of its items and of its subject trees.

https://wiki.eprints.org/w/XML_Export_Format. An `eprint` is described by `describe`; a `subject` is
added to a `SubjectTree`, which then knows names and paths for the eprints that come after it.
"""

from oaipmh.readers.eprints.eprint import EPRINT, describe
from oaipmh.readers.eprints.fields import NAMESPACE
from oaipmh.readers.eprints.subjects import SUBJECT, SubjectTree

__all__ = ["EPRINT", "NAMESPACE", "SUBJECT", "SubjectTree", "describe"]
