"""What holds of any records whatever."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from wires import told

from extractor.merging import merge
from extractor.merging.model import Told
from extractor.schema import Extraction

NAMES = (
    "Kestrel",
    "Kestrel Mining (Kestrel)",
    "Kestrel Foods (Kestrel)",
    "Osprey",
    "OSPREY Inc",
    "two mills",
    "",
)
TERMS = (
    "merger",
    "stake",
    "12%",
    "12.3%",
    "$40 million",
    "$90 million",
    "€40 million",
    "on 2014",
    "on 2024-03",
)
DATES = ("", "2014-03-05: ", "2024-03: ", "2024-03-05: ", "2024-03-06: ", "2025: ")
STATUSES = ("rumored", "proposed", "announced", "completed", "terminated")


@st.composite
def rows(draw: st.DrawFn) -> str:
    buyers = " + ".join(draw(st.lists(st.sampled_from(NAMES), max_size=2)))
    seller = draw(st.sampled_from(("Plover", "Plover", *NAMES)))
    terms = draw(st.lists(st.sampled_from(TERMS), max_size=3, unique_by=lambda term: term[0]))
    parties = f"{buyers} -> {draw(st.sampled_from(NAMES))} of {seller or 'Plover'}"
    return "; ".join((parties, draw(st.sampled_from(STATUSES)), *terms))


@st.composite
def records(draw: st.DrawFn) -> list[Extraction]:
    documents = draw(st.lists(st.lists(rows(), min_size=1, max_size=3), max_size=6))
    dates = [draw(st.sampled_from(DATES)) for _ in documents]
    return [
        told(str(place), date + " | ".join(deals))
        for place, (date, deals) in enumerate(zip(dates, documents, strict=True))
    ]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(records(), st.randoms(use_true_random=False))
def test_every_telling_is_in_one_deal_and_every_value_is_a_source_s(
    documents: list[Extraction],
    random: st.Random,  # type: ignore[name-defined]
) -> None:
    deals = list(merge(documents))
    tellings = [(source.id, source.deal) for deal in deals for source in deal.sources]
    expected = [(record.document.id, number) for record in documents for number in range(len(record.deals))]
    assert sorted(tellings) == sorted(expected)
    by_id = {record.document.id: record for record in documents}
    for deal in deals:
        assert len({source.id for source in deal.sources}) == len(deal.sources)
        for model in models_of(deal):
            if places := getattr(model, "told_by", ()):
                assert set(places) <= set(range(len(deal.sources)))
        for field, value in deal:
            if isinstance(value, Told):
                source = deal.sources[value.told_by[0]]
                assert value.value == getattr(by_id[source.id].deals[source.deal], field)
    shuffled = random.sample(documents, len(documents))
    assert [deal.to_json() for deal in merge(shuffled)] == [deal.to_json() for deal in deals]


def models_of(value: object) -> Iterator[BaseModel]:
    """A model and all within it."""
    if isinstance(value, BaseModel):
        yield value
        value = tuple(item for _, item in value)
    if isinstance(value, tuple):
        for item in value:
            yield from models_of(item)
