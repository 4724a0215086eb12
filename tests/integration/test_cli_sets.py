"""`oaipmh sets` from the shell: names, rules, and what they do to the items there are."""

import json
from collections.abc import Iterator

import pytest

from oaipmh.metadata.known_sets import KNOWN_SETS
from oaipmh.metadata.rule import Rule
from oaipmh.store import SqlStore
from tests.integration.conftest import Program
from tests.support.loading import item, load
from tests.support.membership import listed

ARTICLE = ("--where", "type is Article")


@pytest.fixture
def three(sqlite_store: SqlStore) -> Iterator[SqlStore]:
    """Two articles and a book."""
    kinds = ("Article", "Book", "Article")
    load(
        sqlite_store,
        (item(n, metadata={"title": "T", "type": kind}) for n, kind in enumerate(kinds)),
    )
    return sqlite_store


def test_sets_are_named_and_listed(program: Program, sqlite_store: SqlStore) -> None:
    program("sets", "name", "physics:optics", "Optics", "--description", "On light")
    load(sqlite_store, [item(1, "physics:optics")])
    said = program("sets", "list").stdout.splitlines()
    assert said == ["physics\tphysics\t1", "physics:optics\tOptics\t1"]
    one = json.loads(program("sets", "list", "--json").stdout.splitlines()[1])
    assert one == {
        "setSpec": "physics:optics",
        "setName": "Optics",
        "setDescription": "On light",
        "items": 1,
        "rule": None,
        "applying": False,
    }


def test_a_preview_counts_and_changes_nothing(program: Program, three: SqlStore) -> None:
    said = program("sets", "preview", *ARTICLE).stdout.splitlines()
    assert said[0] == "2 of 3 items: type is Article"
    assert said[1:] == ["  oai:test.example.org:0", "  oai:test.example.org:2"]
    found = program.json("sets", "preview", *ARTICLE, "--where", "title is T", "--any")
    assert (found["matching"], found["items"]) == (3, 3)
    assert three.sets() == []


def test_a_rule_fills_a_set_and_unrule_empties_it(program: Program, three: SqlStore) -> None:
    done = program.json("sets", "rule", "articles", *ARTICLE, "--name", "Articles", "--yes")
    assert (done["set"], done["matching"], done["changed"]) == ("articles", 2, 2)
    assert set(listed(three, "articles")) == {0, 2}
    assert program("sets", "list").stdout == "articles\tArticles\t2\ttype is Article\n"
    assert "set articles  (by its rule)" in program("show", "oai:test.example.org:0").stdout
    assert program.json("sets", "rule", "articles", *ARTICLE, "--yes")["changed"] == 0
    assert program.json("sets", "unrule", "articles", "--yes")["changed"] == 2
    assert program("sets", "list").stdout == "articles\tArticles\t0\n"
    assert "no rule" in program("sets", "unrule", "articles", "--yes", code=1).stderr


def test_with_no_one_to_ask_a_rule_wants_yes(program: Program, three: SqlStore) -> None:
    said = program("sets", "rule", "articles", *ARTICLE, code=2)
    assert "Put 2 of 3 items into articles: type is Article?" in said.stderr
    assert "nothing was changed. Give --yes" in said.stderr
    assert three.virtual_sets() == []


@pytest.mark.parametrize("set_spec", KNOWN_SETS)
def test_a_set_with_the_rule_of_an_earlier_version_is_told_until_it_is_renewed(
    program: Program, three: SqlStore, set_spec: str
) -> None:
    three.set_rule(set_spec, KNOWN_SETS[set_spec].former)
    assert f"`oaipmh sets rule {set_spec}` renews it" in program("status").stderr
    program("sets", "rule", set_spec, "--yes")
    assert "renews it" not in program("status").stderr


def test_a_rule_of_the_managers_own_is_no_earlier_versions(
    program: Program, three: SqlStore
) -> None:
    three.set_rule("openaire", Rule.parse(["type is Article"]))
    assert "renews it" not in program("status").stderr


def test_a_half_applied_rule_is_told_and_gone_on_with(program: Program, three: SqlStore) -> None:
    three.set_rule("articles", Rule.parse(["type is Article"]))
    three.apply_rules(1)
    assert "being applied" in program("sets", "list").stdout
    assert "`oaipmh sets apply`" in program("status").stderr
    assert program.json("status")["applying"] == ["articles"]
    assert "1 changed" in program("sets", "apply").stdout
    assert program.json("status")["applying"] == []
    assert program.json("sets", "apply")["changed"] == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["rule", "articles", "--where", "tpye is Article"], "'type'"),
        (["preview", "--where", "type equals Article"], "starts with"),
        (["rule", "no set", *ARTICLE], "setSpec"),
        (["rule", "articles"], "--where"),
        (["name", "articles", " "], "empty"),
    ],
)
def test_a_wrong_argument_is_said_before_anything_is_done(
    program: Program, sqlite_store: SqlStore, arguments: list[str], says: str
) -> None:
    said = program("sets", *arguments, code=2)
    assert says in " ".join(said.stderr.split())
    assert sqlite_store.sets() == []
