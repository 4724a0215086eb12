"""Resource types: what sources call a thing, and what each vocabulary calls it.

COAR Resource Types 3 (https://vocabularies.coar-repositories.org/resource_types/), the types of
info:eu-repo that DRIVER and OpenAIRE v3 ask for, DataCite's resourceTypeGeneral (kernel 4) and
DCMI's types. A word that no table has is of no known type: a manager may say in the setting `types`
which it is. docs/formats/types.md has the table.
"""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from oaipmh.metadata.description import Statement
from oaipmh.metadata.versions import version_type

_COAR = "http://purl.org/coar/resource_type/"
_EU_REPO = "info:eu-repo/semantics/"


class ResourceType(NamedTuple):
    """A type of resource, in the words of four vocabularies.

    `name` is what settings call it; `label` and `uri` are COAR's; `eu_repo` is the info:eu-repo
    term, or `other`; `datacite` a resourceTypeGeneral; `dcmi` one of the twelve DCMI types.
    """

    name: str
    uri: str
    label: str
    eu_repo: str
    datacite: str
    dcmi: str

    @property
    def eu_repo_uri(self) -> str:
        """The info:eu-repo term, as a URI."""
        return _EU_REPO + self.eu_repo

    @property
    def is_thesis(self) -> bool:
        """Whether it is written for a degree."""
        return self.datacite == "Dissertation"


def _types(table: str) -> dict[str, ResourceType]:
    rows = (re.split(r" *\| *", line.strip()) for line in table.strip().splitlines())
    return {
        name: ResourceType(name, _COAR + code, label, eu_repo, datacite, dcmi)
        for name, code, label, eu_repo, datacite, dcmi in rows
    }


TYPES: Mapping[str, ResourceType] = MappingProxyType(
    _types(
        """
        article | c_6501 | journal article | article | JournalArticle | Text
        researchArticle | c_2df8fbb1 | research article | article | JournalArticle | Text
        reviewArticle | c_dcae04bc | review article | article | JournalArticle | Text
        dataPaper | c_beb9 | data paper | article | DataPaper | Text
        editorial | c_b239 | editorial | article | JournalArticle | Text
        letter | c_545b | letter to the editor | contributionToPeriodical | JournalArticle | Text
        newspaperArticle | c_998f | newspaper article | contributionToPeriodical | Text | Text
        contributionToPeriodical | c_3e5a | contribution to journal | contributionToPeriodical | Text | Text
        journal | c_0640 | journal | other | Journal | Text
        bookReview | c_ba08 | book review | review | Text | Text
        review | c_efa0 | review | review | Text | Text
        peerReview | H9BQ-739P | peer review | review | PeerReview | Text
        book | c_2f33 | book | book | Book | Text
        bookPart | c_3248 | book part | bookPart | BookChapter | Text
        bibliography | c_86bc | bibliography | other | Text | Text
        conferenceObject | c_c94f | conference output | conferenceObject | Text | Text
        conferencePaper | c_5794 | conference paper | conferenceObject | ConferencePaper | Text
        conferencePoster | c_6670 | conference poster | conferenceObject | Poster | Text
        conferencePresentation | R60J-J5BD | conference presentation | conferenceObject | Presentation | Text
        conferenceProceedings | c_f744 | conference proceedings | conferenceObject | ConferenceProceeding | Text
        lecture | c_8544 | lecture | lecture | Text | Text
        thesis | c_46ec | thesis | other | Dissertation | Text
        bachelorThesis | c_7a1f | bachelor thesis | bachelorThesis | Dissertation | Text
        masterThesis | c_bdcc | master thesis | masterThesis | Dissertation | Text
        doctoralThesis | c_db06 | doctoral thesis | doctoralThesis | Dissertation | Text
        report | c_93fc | report | report | Report | Text
        researchReport | c_18ws | research report | report | Report | Text
        technicalReport | c_18gh | technical report | report | Report | Text
        projectDeliverable | c_18op | project deliverable | report | Report | Text
        dataManagementPlan | c_ab20 | data management plan | other | OutputManagementPlan | Text
        workingPaper | c_8042 | working paper | workingPaper | Text | Text
        preprint | c_816b | preprint | preprint | Preprint | Text
        patent | c_15cd | patent | patent | Text | Text
        annotation | c_1162 | annotation | annotation | Text | Text
        manuscript | c_0040 | manuscript | other | Text | Text
        text | c_18cf | text | other | Text | Text
        dataset | c_ddb1 | dataset | other | Dataset | Dataset
        collection | c_1843 | other | other | Collection | Collection
        software | c_5ce6 | software | other | Software | Software
        workflow | c_393c | workflow | other | Workflow | InteractiveResource
        image | c_c513 | image | other | Image | Image
        stillImage | c_ecc8 | still image | other | Image | StillImage
        movingImage | c_8a7e | moving image | other | Audiovisual | MovingImage
        video | c_12ce | video | other | Audiovisual | MovingImage
        sound | c_18cc | sound | other | Sound | Sound
        musicalNotation | c_18cw | musical notation | other | Other | Text
        map | c_12cd | map | other | Image | StillImage
        interactiveResource | c_e9a0 | interactive resource | other | InteractiveResource | InteractiveResource
        website | c_7ad9 | website | other | InteractiveResource | InteractiveResource
        learningObject | c_e059 | learning object | other | InteractiveResource | InteractiveResource
        event | c_1843 | other | other | Event | Event
        service | c_1843 | other | other | Service | Service
        physicalObject | c_1843 | other | other | PhysicalObject | PhysicalObject
        other | c_1843 | other | other | Other | Text
        """  # noqa: E501 - a table
    )
)
"""Every type, by its name."""

OTHER = TYPES["other"]

DATACITE_SCHEME = "DataCite:resourceTypeGeneral"
"""The scheme of a `type` statement that is one of DataCite's own."""
DATACITE_TYPES = frozenset(
    """
    Audiovisual Award Book BookChapter Collection ComputationalNotebook ConferencePaper
    ConferenceProceeding DataPaper Dataset Dissertation Event Image Instrument InteractiveResource
    Journal JournalArticle Model OutputManagementPlan PeerReview PhysicalObject Poster Preprint
    Presentation Project Report Service Software Sound Standard StudyRegistration Text Workflow
    Other
    """.split()  # noqa: SIM905 - a list of words is read as one
)
"""DataCite's resourceTypeGeneral: kernel 4.7."""

# As sources spell them, without blanks, hyphens and case: a type's own names need no line here.
_SPELLINGS = {
    "article": "journalarticle articles periodicalarticle doctypearticle artikel articulo"
    " articolo artigo artikkeli originalarticle journalcontribution articledejournal"
    " articlesinajournal zeitschriftenartikel",
    "researchArticle": "researchpaper originalresearch",
    "reviewArticle": "systematicreview literaturereview",
    "newspaperArticle": "newspaper newspapermagazinearticle magazinearticle",
    "journal": "periodical serial serialpublication journalissue continuingresource journalvolume"
    " journalonlineunpaginated printedserial periodicals magazine zeitschrift",
    "bookReview": "bookreviews itemreview reviewofabook",
    "book": "monograph ebook books editedbook buch livre libro livro kirja authoredbook"
    " scholarlyedition textbook",
    "bookPart": "bookchapter booksection chapter chapterinbook bookcontribution booksections"
    " inbook incollection bookitem kapitel chapitre referenceentry partofbook chapterinedited",
    "conferenceObject": "conference conferenceitem conferenceorworkshopitem conferenceoutput"
    " conferencecontribution",
    "conferencePaper": "inproceedings proceedingspaper conferencepaperspresentations"
    " publishedconferencepaper paperinproceedings proceedingsarticle meetingpaper",
    "conferencePoster": "poster",
    "conferencePresentation": "presentation slides speech talk",
    "conferenceProceedings": "proceedings conferenceproceeding",
    "lecture": "lecturenotes inaugurallecture",
    "thesis": "dissertation thesisdissertation theses dissertations electronicthesisordissertation"
    " thesisordissertation academicthesis opinnaytetyo tesis tese these hochschulschrift etd"
    " thesesanddissertations academicdissertation",
    "bachelorThesis": "bachelor bachelors bachelorsthesis bachelorarbeit undergraduatethesis"
    " honoursthesis honorsthesis tfg kandidatspeciale",
    "masterThesis": "master masters mastersthesis masterarbeit mastersdissertation"
    " masterdegreethesis progradu mphil msc ma mres magisterarbeit diplomarbeit mphilthesis tfm"
    " progradututkielma",
    "doctoralThesis": "doctoral phd phdthesis phdthese doctoraldissertation doctorate"
    " dissertationphd edd dphil mdthesis habilitation doktorarbeit tesisdoctoral"
    " doctoraldegreethesis vaitoskirja"
    " postgraduatethesis thesisdoctoral dissertationoderhabilitation thesedoctorat",
    "report": "reports reportorpaper otherreport policyreport internalreport memorandum reportpart"
    " policybrief projectreport bericht rapport informe",
    "technicalReport": "techreport technicaldocumentation technicalpaper",
    "researchReport": "commissionedreport reportforexternalbody",
    "workingPaper": "workingpapers discussionpaper workingordiscussionpaper workingpaperpreprint"
    " monographdiscussionpaper monographworkingpaper researchpaperseries discussionpapers",
    "preprint": "preprints eprint",
    "dataManagementPlan": "outputmanagementplan",
    "manuscript": "manuscripts unpublished archivalmaterial",
    "text": "texte texts writtendocument",
    "dataset": "data datasets researchdata datensatz jeudedonnees rawdata surveydata"
    " numericdata statisticaldata clinicaltrialdata geospatialdata observationaldata"
    " experimentaldata environmentaldata simulationdata measurementandtestdata",
    "collection": "collections",
    "software": "computerprogram sourcecode code program researchsoftware computationalnotebook",
    "image": "images picture",
    "stillImage": "photograph photo drawing painting illustration graphic figure artwork print"
    " planorblueprint",
    "movingImage": "film audiovisual animation",
    "video": "videorecording videos",
    "sound": "audio soundrecording recording audiorecording musicrecording podcast",
    "musicalNotation": "score sheetmusic notatedmusic musicscore",
    "map": "maps cartographic cartographicmaterial cartographicresource atlas casemap",
    "interactiveResource": "interactivesimulation simulation webpagecapture model",
    "website": "webpage webresource blog blogpost",
    "learningObject": "instructionalmaterial teachingresource learningresource coursematerial"
    " learningmaterial teachingmaterial",
    "physicalObject": "artefact object physicalobjects",
    "other": "misc miscellaneous others",
}
_SIGNS = re.compile(r"[\W_]+")
_LAST_PART = re.compile(r".*[/:#]")


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    """A word as the table has it: the last part of a URI, without blanks, signs and case."""
    stripped = text.strip().rstrip("/.;")
    is_uri = ":" in stripped and " " not in stripped
    return _SIGNS.sub("", _LAST_PART.sub("", stripped) if is_uri else stripped).lower()


_KEYS = {_key(name): name for name in TYPES}
_LEAST_FIRST = list(TYPES.values())[::-1]
_BY_WORD: dict[str, ResourceType] = {
    **{_key(one.datacite): one for one in _LEAST_FIRST if one.datacite != "Other"},
    **{_key(one.dcmi): one for one in _LEAST_FIRST if one.dcmi != "Text"},
    **{_key(one.label): one for one in _LEAST_FIRST if one.label != "other"},
    **{_key(one.uri): one for one in _LEAST_FIRST if one.label != "other"},
    **{word: TYPES[name] for name, words in _SPELLINGS.items() for word in words.split()},
    **{_key(name): one for name, one in TYPES.items()},
    _key(OTHER.uri): OTHER,
}
# What says little of a thing gives way to whatever says more: the last of these to all others.
_VAGUE = (
    "thesis",
    "interactiveResource",
    "image",
    "collection",
    "event",
    "service",
    "text",
    "other",
)
_RANKS = {name: rank for rank, name in enumerate(_VAGUE, 1)}
# What EPrints calls reports and working papers, too: it gives way to the word that says which.
_VAGUE_WORDS = ("monograph",)


def check_words(words: Mapping[str, str]) -> dict[str, str]:
    """A repository's own words for types, as `resource_type` wants them: in small letters.

    Raises:
        ValueError: what one is said to mean is no type, or it is there twice.
    """
    checked: dict[str, str] = {}
    for word, name in words.items():
        if name not in TYPES:
            near = get_close_matches(_key(name), _KEYS, 1)
            meant = f"; did you mean {_KEYS[near[0]]!r}?" if near else ""
            raise ValueError(
                f"{word!r} is said to be {name!r}, which is no type{meant}"
                " (docs/formats/types.md has them all)"
            )
        folded = word.strip().lower()
        if folded in checked:
            raise ValueError(f"{word!r} is there twice: capital letters make no difference")
        checked[folded] = name
    return checked


def resource_type(
    statements: Iterable[Statement], words: Mapping[str, str] = MappingProxyType({})
) -> ResourceType | None:
    """The type that an item's `type` statements name; the most telling where they name several.

    `words` are the manager's own: each word, in whatever case, with a type's name. None: no
    statement names a type that is known.
    """
    named = [(one, found) for one in statements if (found := _named(one, words))]
    if len(named) > 1:
        return min(named, key=_vagueness)[1]
    return named[0][1] if named else None


def _vagueness(named: tuple[Statement, ResourceType]) -> tuple[int, bool]:
    statement, found = named
    return _RANKS.get(found.name, 0), _key(statement.value) in _VAGUE_WORDS


def _named(statement: Statement, words: Mapping[str, str]) -> ResourceType | None:
    if words and (name := words.get(statement.value.strip().lower())):
        return TYPES[name]
    if statement.uri and (found := _BY_WORD.get(_key(statement.uri))):
        return found
    if version_type(statement.value):
        return None
    return _BY_WORD.get(_key(statement.value))
