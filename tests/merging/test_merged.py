"""What one record of a deal shows: values with who tells them, conflicts, history, names, copies."""

from __future__ import annotations

from wires import told, wire

from extractor.merging import MergedDeal, merge
from extractor.schema import Extraction


def merged(*rows: str) -> MergedDeal:
    """The one deal that rows tell; the documents are called a, b, c …"""
    (deal,) = merge(told("abcdefgh"[place], row) for place, row in enumerate(rows))
    return deal


def readings(deal: MergedDeal, field: str) -> list[tuple[object, tuple[int, ...]]]:
    """What sources say of a field on which they differ."""
    (conflict,) = (conflict for conflict in deal.conflicts if conflict.field == field)
    return [
        (getattr(r.value, "amount", getattr(r.value, "value", r.value)), r.told_by) for r in conflict.readings
    ]


def test_the_latest_source_is_shown_and_the_others_are_named() -> None:
    deal = merged(
        "2024-03-05: Kestrel -> Dunlin; proposed; $40 million",
        "2024-03-07: Kestrel -> Dunlin; announced; $48 million",
        "2024-03-06: Kestrel -> Dunlin; proposed; $40.1 million",
    )
    assert [source.id for source in deal.sources] == ["a", "c", "b"]
    assert deal.price is not None
    assert deal.price.value.amount == 48_000_000
    assert deal.price.value.span.text == "$48 million"
    assert deal.price.told_by == (2,)
    assert readings(deal, "price") == [(48_000_000, (2,)), (40_100_000, (1, 0))]
    assert [conflict.field for conflict in deal.conflicts] == ["price"]


def test_who_tells_nothing_contradicts_nobody() -> None:
    deal = merged(
        "2024-03-05: Kestrel -> Dunlin; announced; $40 million",
        "2024-03-06: Kestrel -> Dunlin; announced",
    )
    assert deal.price is not None
    assert (deal.price.value.amount, deal.price.told_by) == (40_000_000, (0,))
    assert deal.conflicts == ()


def test_of_one_date_the_most_told_value_is_shown() -> None:
    deal = merged(
        "2024-03-05: Kestrel -> Dunlin; announced; $48 million",
        "2024-03-05: Kestrel -> Dunlin; announced; $40 million",
        "2024-03-05: Kestrel -> Dunlin; announced; $40 million",
    )
    assert readings(deal, "price") == [(40_000_000, (1, 2)), (48_000_000, (0,))]


def test_undated_sources_come_last_and_outweigh_no_date() -> None:
    deal = merged(
        "Kestrel -> Dunlin; completed; $48 million",
        "Kestrel -> Dunlin; completed; $48 million",
        "2024-03: Kestrel -> Dunlin; announced; $40 million",
    )
    assert [source.id for source in deal.sources] == ["c", "a", "b"]
    assert deal.status.value == "announced"
    assert [(at.published, at.status, at.told_by) for at in deal.status_history] == [
        ("2024-03", "announced", (0,)),
        (None, "completed", (1, 2)),
    ]
    assert readings(deal, "price") == [(40_000_000, (0,)), (48_000_000, (1, 2))]


def test_the_status_has_a_history_and_one_day_can_contradict_itself() -> None:
    deal = merged(
        "2024-03-05: Kestrel -> Dunlin; rumored",
        "2024-03-06: Kestrel -> Dunlin; announced",
        "2024-03-06: Kestrel -> Dunlin; rumored",
    )
    assert [(at.published, at.status, at.told_by) for at in deal.status_history] == [
        ("2024-03-05", "rumored", (0,)),
        ("2024-03-06", "announced", (1,)),
        ("2024-03-06", "rumored", (2,)),
    ]
    assert deal.status.value == "announced"
    assert readings(deal, "status") == [("announced", (1,)), ("rumored", (2,))]
    progress = merged("2024-03-05: Kestrel -> Dunlin; rumored", "2024-03-06: Kestrel -> Dunlin; announced")
    assert progress.conflicts == ()


def test_dates_agree_as_far_as_they_go() -> None:
    deal = merged(
        "2024-03-05: Kestrel -> Dunlin; announced; on 2024-03-04",
        "2024-03-06: Kestrel -> Dunlin; announced; on 2024-03",
        "2024-03-07: Kestrel -> Dunlin; announced; on 2024-02",
    )
    assert readings(deal, "announced_on") == [("2024-02", (2,)), ("2024-03", (1, 0))]
    deal = merged(
        "2024-03-05: Kestrel -> Dunlin; announced; on 2024",
        "2024-03-06: Kestrel -> Dunlin; announced; on 2024-03-04",
    )
    assert deal.announced_on is not None
    assert (deal.announced_on.value.value, deal.announced_on.told_by) == ("2024-03-04", (1, 0))
    assert deal.conflicts == ()


def test_one_name_and_all_others() -> None:
    deal = merged(
        "2024-03-05: Kestrel Mining Corp (Kestrel) + Osprey -> Dunlin Looms (Dunlin) of Plover; announced",
        "2024-03-06: Kestrel Mining Corp (Kestrel, KMC) -> Dunlin; announced",
        "2024-03-07: Kestrel -> Dunlin; announced",
    )
    assert [(p.name, p.aliases, p.told_by) for p in deal.acquirers] == [
        ("Kestrel Mining Corp", ("KMC", "Kestrel"), (0, 1, 2)),
        ("Osprey", (), (0,)),
    ]
    assert deal.target is not None
    assert (deal.target.name, deal.target.aliases) == ("Dunlin", ("Dunlin Looms",))
    assert [(p.name, p.told_by) for p in deal.sellers] == [("Plover", (0,))]
    assert deal.conflicts == ()


def test_a_parent_that_buys_its_namesake_stays_the_buyer() -> None:
    deal = merged(
        "2024-03-05: Kestrel -> Kestrel Foods; announced",
        "2024-03-06: Kestrel -> Kestrel Foods (Kestrel); announced",
    )
    assert deal.target is not None
    assert ([party.name for party in deal.acquirers], deal.target.name) == (["Kestrel"], "Kestrel Foods")


def test_a_merger_told_both_ways_says_who_says_which() -> None:
    deal = merged(
        "2024-03-05: Kestrel -> Dunlin; announced; merger",
        "2024-03-06: Dunlin Inc -> Kestrel; announced; merger",
    )
    assert deal.target is not None
    assert [party.name for party in deal.acquirers] == ["Dunlin Inc"]
    assert deal.target.name == "Kestrel"
    assert readings(deal, "target") == [("Kestrel", (1,)), ("Dunlin Inc", (0,))]


COPY = "Kestrel -> Dunlin; proposed; $40 million"


def test_copies_count_as_one_source() -> None:
    later = [wire(f"copy {number}", f"2024-03-0{number}", COPY) for number in (6, 7, 8)]
    other = wire("other", "2024-03-08", "Kestrel -> Dunlin; proposed; $48 million", rest="By others")
    (deal,) = merge([*later, wire("first", "2024-03-05", COPY), other])
    assert [(source.id, source.repeats) for source in deal.sources] == [
        ("first", None),
        ("copy 6", 0),
        ("copy 7", 0),
        ("copy 8", 0),
        ("other", None),
    ]
    assert readings(deal, "price") == [(48_000_000, (4,)), (40_000_000, (0,))]
    assert [(at.published, at.told_by) for at in deal.status_history] == [
        ("2024-03-05", (0,)),
        ("2024-03-08", (4,)),
    ]
    assert deal.target is not None
    assert deal.target.told_by == (0, 4)


def test_a_late_copy_brings_no_old_status_back() -> None:
    first = wire("first", "2024-03-05", COPY)
    late = wire("late", "2024-03-08", COPY)
    news = told("news", "2024-03-08: Kestrel -> Dunlin; announced; $40 million")
    (deal,) = merge([first, late, news])
    assert deal.status.value == "announced"
    assert deal.conflicts == ()


STORY = " ".join(f"word{number}" for number in range(80))


def near(id: str, published: str, row: str, *, with_text: bool = True, **document: str) -> Extraction:
    return wire(id, published, row, rest=STORY, with_text=with_text, **document)


def test_near_duplicates_are_copies_and_what_they_say_otherwise_is_shown() -> None:
    first = near("first", "2024-03-05", COPY)
    update = near("update", "2024-03-06", COPY.replace("40", "48"))
    (deal,) = merge([update, first])
    assert [(source.id, source.repeats) for source in deal.sources] == [("first", None), ("update", 0)]
    assert readings(deal, "price") == [(48_000_000, (1,)), (40_000_000, (0,))]


def test_without_texts_the_mark_of_an_earlier_run_is_believed() -> None:
    first = near("first", "2024-03-05", COPY, with_text=False)
    update = COPY.replace("40", "48")
    for mark, repeats in (("first", 0), ("a document without a deal", None)):
        (deal,) = merge(
            [near("update", "2024-03-06", update, with_text=False, duplicate_of=mark), first],
        )
        assert [source.repeats for source in deal.sources] == [None, repeats]


def test_two_copies_of_a_document_that_is_not_there() -> None:
    marked = [wire(id, None, COPY, rest=id, duplicate_of="elsewhere") for id in ("a", "b")]
    (deal,) = merge(marked)
    assert [source.repeats for source in deal.sources] == [None, 0]


def test_a_document_read_twice_is_one() -> None:
    record = wire("a", "2024-03-05", COPY)
    assert [deal.to_json() for deal in merge([record, record])] == [
        deal.to_json() for deal in merge([record])
    ]


def test_the_record_reads_back() -> None:
    deal = merged(
        "2024-03-05: Kestrel -> Dunlin of Plover; completed; stake; 12%; $40 million; on 2024-03",
        "2024-03-06: Kestrel -> Dunlin; announced; stake; 12.4%; $48 million; on 2024",
    )
    assert {conflict.field for conflict in deal.conflicts} == {"price", "stake"}
    assert MergedDeal.model_validate_json(deal.to_json()) == deal


def test_ids_differ_and_stay() -> None:
    rows = ("2024-03-05: Kestrel -> Dunlin; announced | Osprey -> Plover; announced",)
    first, second = merge([told("a", *rows)])
    assert first.id != second.id
    later = told("b", "2024-03-06: Kestrel -> Dunlin; completed")
    assert first.id == next(iter(merge([later, told("a", *rows)]))).id
