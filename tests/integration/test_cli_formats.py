"""`oaipmh formats` and the sets that aggregators ask for, from the shell."""

import json

import pytest

from oaipmh.store import SqlStore
from tests.integration.conftest import Program
from tests.support.loading import item, load

FORMATS = "oai_dc,oai_openaire,uketd_dc"
OPEN = {"value": "info:eu-repo/semantics/openAccess"}
PAPER = {
    "title": ["T"],
    "creator": ["Clark, Michael"],
    "issued": ["2015"],
    "type": ["Article"],
    "identifier": ["https://doi.org/10.1108/JICA-06-2015-0023"],
    "accessRights": [OPEN],
}
FIRST, SECOND = (f"oai:test.example.org:{number}" for number in (1, 2))


@pytest.fixture
def two(program: Program, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A paper that says all, and one that says nothing of who may read it, in three formats."""
    silent = {name: value for name, value in PAPER.items() if name != "accessRights"}
    lines = [item(1, metadata=PAPER), item(2, metadata=silent)]
    path = tmp_path_factory.mktemp("items") / "items.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    program("import", str(path), OAIPMH_FORMATS=FORMATS)


@pytest.mark.usefixtures("two")
def test_an_item_is_in_a_format_or_it_is_said_what_it_lacks(program: Program) -> None:
    said = program("formats", "why", SECOND, OAIPMH_FORMATS=FORMATS).stdout.splitlines()
    assert said[0] == "oai_dc: in it"
    assert said[1] == "oai_openaire: not in it"
    assert "access" in said[2]
    assert said[3] == "uketd_dc: not in it"
    said = program("formats", "why", FIRST, "oai_openaire", OAIPMH_FORMATS=FORMATS).stdout
    assert said == "oai_openaire: in it\n"
    shown = program("formats", "why", SECOND, "oai_openaire", "--json", OAIPMH_FORMATS=FORMATS)
    one = json.loads(shown.stdout)
    assert (one["listed"], one["stale"]) == (False, False)
    assert len(one["missing"]) == 1


@pytest.mark.usefixtures("two")
def test_formats_and_status_count_who_is_in_each(program: Program) -> None:
    listed = program("formats", "list", OAIPMH_FORMATS=FORMATS).stdout.splitlines()
    head, *rows = (line.split("\t") for line in listed)
    assert head == ["metadataPrefix", "records", "tombstones", "metadataNamespace"]
    counts = {row[0]: row[1:3] for row in rows}
    assert counts == {"oai_dc": ["2", "0"], "oai_openaire": ["1", "0"], "uketd_dc": ["0", "0"]}
    status = program("status", OAIPMH_FORMATS=FORMATS).stdout
    assert "1 records, 0 tombstones, 1 items not in it" in status


def test_who_has_a_word_for_a_type_is_told_where_to_say_what_it_means(
    program: Program, sqlite_store: SqlStore
) -> None:
    load(sqlite_store, [item(1, metadata=PAPER | {"type": ["Thingummy"]})])
    asked = ("formats", "why", FIRST, "oai_openaire")
    said = program(*asked, OAIPMH_FORMATS=FORMATS).stdout.splitlines()
    assert said[-1] == "no known type: 'Thingummy'; [types] in oaipmh.toml may say which it is"
    (program.folder / "oaipmh.toml").write_text('[types]\nthingummy = "article"\n', "utf-8")
    said = program(*asked, OAIPMH_FORMATS=FORMATS).stdout.splitlines()
    assert "Thingummy" not in "".join(said)


@pytest.mark.usefixtures("two")
def test_status_says_when_records_would_be_made_otherwise(program: Program) -> None:
    told = "2 of 2 items looked at have records that are made otherwise now: run `oaipmh render`"
    assert told not in program("status", OAIPMH_FORMATS=FORMATS).stderr
    for changed in ({"OAIPMH_ON_THE_FLY": "oai_dc"}, {"OAIPMH_FORMATS": f"{FORMATS},oai_qdc"}):
        settings = {"OAIPMH_FORMATS": FORMATS} | changed
        assert told in program("status", **settings).stderr
        assert told in json.loads(program("status", "--json", **settings).stdout)["warnings"]
        program("render", **settings)
        assert told not in program("status", **settings).stderr


@pytest.mark.usefixtures("two")
def test_a_word_for_a_type_that_was_explained_since_wants_a_rendering(program: Program) -> None:
    (program.folder / "oaipmh.toml").write_text('[types]\narticle = "book"\n', "utf-8")
    assert "2 of 2 items looked at" in program("status", OAIPMH_FORMATS=FORMATS).stderr
    program("render", OAIPMH_FORMATS=FORMATS)
    assert "looked at" not in program("status", OAIPMH_FORMATS=FORMATS).stderr


@pytest.mark.usefixtures("two")
def test_status_says_which_format_is_no_longer_served(program: Program) -> None:
    lines = program("status", OAIPMH_FORMATS="oai_dc").stdout.splitlines()
    told = {line.split()[0]: line.endswith(", not served") for line in lines if "records" in line}
    assert told == {"oai_dc": False, "oai_openaire": True}


@pytest.mark.usefixtures("two")
def test_status_has_the_formats_in_the_order_of_the_setting(program: Program) -> None:
    lines = program("status", OAIPMH_FORMATS="uketd_dc,oai_openaire,oai_dc").stdout.splitlines()
    told = [line.split()[0] for line in lines if "records" in line]
    assert told == ["uketd_dc", "oai_openaire", "oai_dc"]


def test_what_an_item_lacks_is_asked_of_known_items_and_served_formats_alone(
    program: Program, sqlite_store: SqlStore
) -> None:
    load(sqlite_store, [item(1)])
    program("formats", "why", "oai:x.org:none", code=1)
    assert "'marc21' is not served; these are: oai_dc" in program.refusal(
        "formats", "why", FIRST, "marc21"
    )


def test_a_record_of_a_format_that_was_put_in_since_is_stale(
    program: Program, sqlite_store: SqlStore
) -> None:
    load(sqlite_store, [item(1, metadata=PAPER)])
    said = program("formats", "why", FIRST, "oai_openaire", OAIPMH_FORMATS=FORMATS).stdout
    assert said.splitlines()[0] == "oai_openaire: not in it"
    assert "oaipmh render" in said
    status = program("status", OAIPMH_FORMATS=FORMATS).stdout
    assert "oai_openaire  0 records, 0 tombstones, 1 items not in it (put in lately?" in status
    program("render", OAIPMH_FORMATS=FORMATS)
    said = program("formats", "why", FIRST, "oai_openaire", OAIPMH_FORMATS=FORMATS).stdout
    assert said == "oai_openaire: in it\n"


def test_sets_that_aggregators_ask_for_bring_their_rules(
    program: Program, sqlite_store: SqlStore
) -> None:
    closed = {"value": "info:eu-repo/semantics/closedAccess"}
    grant = {"value": "info:eu-repo/grantAgreement/EC/H2020/654024"}
    load(
        sqlite_store,
        [
            item(1, metadata=PAPER),
            item(2, metadata=PAPER | {"accessRights": [closed]}),
            item(3, metadata=PAPER | {"accessRights": [closed], "relation": [grant]}),
        ],
    )
    assert program.json("sets", "rule", "openaire", "--yes")["matching"] == 2
    assert program.json("sets", "rule", "driver", "--yes")["matching"] == 1
    listed = program("sets", "list").stdout.splitlines()
    assert [line.split("\t")[:3] for line in listed] == [
        ["driver", "Open Access DRIVERset", "1"],
        ["openaire", "OpenAIRE", "2"],
    ]
    assert "type is Article" in program.refusal("sets", "rule", "mine", "--yes")


def test_known_sets_take_the_words_that_formats_take_for_access(
    program: Program, sqlite_store: SqlStore
) -> None:
    words = ["open", "public", "Open Access", "openAccess", "embargoed", "embargo", "closed"]
    load(
        sqlite_store,
        [
            item(number, metadata=PAPER | {"accessRights": [word]})
            for number, word in enumerate(words, 1)
        ],
    )
    assert program.json("sets", "rule", "driver", "--yes")["matching"] == 4
    assert program.json("sets", "rule", "openaire", "--yes")["matching"] == 6
