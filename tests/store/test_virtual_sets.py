"""Virtual sets: who is in them, and what a new rule stamps, on both databases."""

from oaipmh.metadata.description import Statement
from oaipmh.readers.incoming import IncomingItem
from oaipmh.store import SqlStore
from tests.conformance.crosswalked import OAI_DC_CROSSWALK, SUBJECTS
from tests.support.loading import load, pipeline
from tests.support.membership import apply_all, datestamps, listed, rule
from tests.support.typed import ARTICLES, OLD, OLD_SECONDS, gone, typed


def with_rule(store: SqlStore, set_spec: str = "articles") -> None:
    store.set_rule(set_spec, ARTICLES)
    apply_all(store)


def test_what_is_written_is_in_the_sets_assigned_and_in_those_whose_rule_holds(
    store: SqlStore,
) -> None:
    with_rule(store, "kinds:articles")
    load(store, [typed(1, "Article", "a:b"), typed(2, "Book", "a:b"), typed(3, "ARTICLE")])
    assert listed(store, "kinds:articles") == {1: "a:b kinds:articles", 3: "kinds:articles"}
    assert listed(store, "kinds") == listed(store, "kinds:articles")
    assert listed(store, "a") == {1: "a:b kinds:articles", 2: "a:b"}


def test_an_item_joins_and_leaves_as_its_description_changes_and_is_never_deleted_by_that(
    store: SqlStore,
) -> None:
    with_rule(store)
    load(store, [typed(1, "Book", "a")])
    assert listed(store, "articles") == {}
    load(store, [typed(1, "Article", "a")])
    assert listed(store, "articles") == {1: "a articles"}
    load(store, [typed(1, "Book", "a")])
    assert listed(store, "articles") == {}
    assert listed(store, "a") == {1: "a"}


def test_a_tombstone_is_in_every_set_the_item_ever_was_in_by_rule_too(store: SqlStore) -> None:
    with_rule(store)
    load(store, [typed(1, "Article")])
    load(store, [typed(1, "Book", "a")])
    load(store, [gone(1)])
    assert listed(store, "articles") == listed(store, "a") == {1: "deleted"}
    found = store.item("oai:test.example.org:1")
    assert found is not None
    assert (found.sets, found.former_sets) == ([], ["a", "articles"])


def test_a_revived_item_is_in_the_sets_of_what_it_is_now(store: SqlStore) -> None:
    with_rule(store)
    load(store, [typed(1, "Article", "a")])
    load(store, [gone(1)])
    load(store, [typed(1, "Book", "b")])
    assert listed(store, "articles") == listed(store, "a") == {}
    load(store, [gone(1)])
    load(store, [typed(1, "Article")])
    assert listed(store, "articles") == {1: "articles"}


def test_a_deleted_item_is_taken_by_no_rule_whatever_holds_for_no_description(
    store: SqlStore,
) -> None:
    load(store, [typed(1, "Article"), typed(2, "Book"), gone(1), gone(9)])
    store.set_rule("unlicensed", rule("license does not exist"))
    assert apply_all(store) == 1
    assert listed(store, "unlicensed") == {2: "unlicensed"}
    load(store, [gone(2)])
    assert listed(store, "unlicensed") == {2: "deleted"}


def test_an_unchanged_item_whose_sets_are_up_to_date_keeps_its_datestamp(store: SqlStore) -> None:
    with_rule(store)
    load(store, [typed(1, "Article", datestamp=OLD)], keep=True)
    assert load(store, [typed(1, "Article")]).unchanged == 1
    assert datestamps(store, 1) == {"oai_dc": OLD_SECONDS}


def test_an_unchanged_item_that_a_new_rule_has_not_reached_is_put_right_by_its_writer(
    store: SqlStore,
) -> None:
    load(store, [typed(1, "Article", datestamp=OLD), typed(2, "Book", datestamp=OLD)], keep=True)
    store.set_rule("articles", ARTICLES)
    summary = load(store, [typed(1, "Article"), typed(2, "Book")])
    assert (summary.updated, summary.unchanged) == (1, 1)
    assert listed(store, "articles") == {1: "articles"}
    assert apply_all(store) == 0
    assert datestamps(store, 2) == {"oai_dc": OLD_SECONDS}


def _take_both(store: SqlStore, *items: tuple[int, str, bool]) -> None:
    """Items of a type, under OLD, in both formats if they have a subject."""
    store.begin_load("test", force=True)
    taking = pipeline(store, [OAI_DC_CROSSWALK, SUBJECTS], keep_datestamps=True)
    taking.take("test", (_incoming(*one) for one in items))
    store.end_load()


def _incoming(number: int, kind: str, has_subject: bool) -> IncomingItem:
    description = [Statement("title", f"Item {number}"), Statement("type", kind)]
    description += [Statement("subject", "Light")] if has_subject else []
    name = f"oai:test.example.org:{number}"
    return IncomingItem(
        "here", b"", name, set_specs=("a",), description=tuple(description), datestamp=OLD
    )


def test_a_new_rule_stamps_exactly_the_items_whose_sets_change_in_every_format_they_live_in(
    store: SqlStore,
) -> None:
    _take_both(store, (1, "Article", True), (2, "Book", True), (3, "Article", False))
    _take_both(store, (4, "Article", True))
    _take_both(store, (4, "Article", False))  # a tombstone in `subjects`
    before = store.now()
    payloads = [store.item(f"oai:test.example.org:{n}").records for n in range(1, 5)]  # type: ignore[union-attr]
    store.set_rule("articles", ARTICLES)
    assert apply_all(store) == 3
    assert datestamps(store, 2) == {"oai_dc": OLD_SECONDS, "subjects": OLD_SECONDS}
    assert min(datestamps(store, 1).values()) >= before
    assert min(datestamps(store, 3).values()) >= before
    assert datestamps(store, 4)["oai_dc"] >= before
    assert datestamps(store, 4)["subjects"] == OLD_SECONDS
    assert listed(store, "articles", "subjects") == {1: "a articles"}
    assert listed(store, "a", "subjects") == {1: "a articles", 2: "a", 4: "deleted"}
    for number, records in enumerate(payloads, 1):
        found = store.item(f"oai:test.example.org:{number}")
        assert found is not None
        assert [one.payload for one in found.records] == [one.payload for one in records]


def test_who_is_in_a_set_below_is_not_stamped_for_being_put_into_that_above(
    store: SqlStore,
) -> None:
    load(store, [typed(1, "Article", "a:b", datestamp=OLD)], keep=True)
    store.set_rule("a", ARTICLES)
    assert apply_all(store) == 0
    assert datestamps(store, 1) == {"oai_dc": OLD_SECONDS}
    load(store, [typed(1, "Article")])
    assert listed(store, "a") == {1: "a"}
    assert listed(store, "a:b") == {}


def test_without_its_rule_a_set_keeps_those_that_were_assigned_to_it(store: SqlStore) -> None:
    with_rule(store)
    load(store, [typed(1, "Article"), typed(2, "Article", "articles"), typed(3, "Book")])
    store.set_rule("articles", None)
    assert store.status().applying == ["articles"]
    assert apply_all(store) == 1
    assert listed(store, "articles") == {2: "articles"}
    assert listed(store, None) == {1: "", 2: "articles", 3: ""}
    assert store.virtual_sets() == []
    load(store, [gone(1)])
    assert listed(store, "articles") == {1: "deleted", 2: "articles"}


def test_another_rule_moves_only_those_that_the_two_part(store: SqlStore) -> None:
    with_rule(store)
    load(store, [typed(n, kind) for n, kind in enumerate(("Article", "Book", "Thesis"), 1)])
    store.set_rule("articles", rule("type in Article, Book"))
    assert apply_all(store) == 1
    store.set_rule("articles", rule("type is Thesis"))
    assert apply_all(store) == 3
    assert listed(store, "articles") == {3: "articles"}


def test_a_set_with_a_rule_is_listed_with_those_above_it_even_while_it_is_empty(
    store: SqlStore,
) -> None:
    store.set_rule("kinds:articles", ARTICLES)
    assert apply_all(store) == 0
    with store.snapshot() as snapshot:
        assert [one.set_spec for one in snapshot.sets("", 9)] == ["kinds", "kinds:articles"]


def test_the_rule_that_a_set_has_already_changes_nothing_and_no_rule_makes_no_set(
    store: SqlStore,
) -> None:
    with_rule(store)
    store.set_rule("articles", rule("type is Article"))
    store.set_rule("unknown", None)
    assert store.status().applying == []
    assert [one.set_spec for one in store.sets()] == ["articles"]


def test_a_preview_counts_live_items_and_writes_nothing(store: SqlStore) -> None:
    load(store, [typed(n, "Article" if n % 2 else "Book") for n in range(1, 10)])
    load(store, [gone(1)])
    told = []
    preview = store.preview(ARTICLES, told.append)
    assert (preview.matching, preview.items) == (4, 8)
    assert preview.examples[:2] == ("oai:test.example.org:3", "oai:test.example.org:5")
    assert told[-1] == preview
    assert store.sets() == []


def test_sets_are_counted_with_what_is_below_them_each_item_once(store: SqlStore) -> None:
    with_rule(store, "a:articles")
    load(
        store, [typed(1, "Article", "a:b"), typed(2, "Book", "a:b", "c"), typed(3, "Article", "c")]
    )
    load(store, [typed(4, "Article"), gone(4)])
    assert {one.set_spec: one.items for one in store.sets()} == {
        "a": 3, "a:articles": 2, "a:b": 2, "c": 2
    }  # fmt: skip
    assert [one.rule for one in store.sets() if one.set_spec == "a:articles"] == [ARTICLES]
