"""One deal, many wires: copies of a document marked, and the deals of many documents made one where they are.

from extractor.merging import merge

for deal in merge(records):
    print(deal.to_json())
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.merging.collecting import Collection
from extractor.merging.merged import merged_deal
from extractor.merging.model import MergedDeal
from extractor.merging.stories import find_stories
from extractor.schema import Extraction

__all__ = ["Collection", "MergedDeal", "merge"]


def merge(records: Iterable[Extraction]) -> Iterator[MergedDeal]:
    """Each deal of the records once, with all its sources, by its first source's date.

    The order of the records has no effect. Where they carry their texts, near-duplicates are found; else those
    marked ``duplicate_of`` and equal texts are known to be copies.
    """
    collection = Collection()
    for record in records:
        collection.add(record)
    yield from map(merged_deal, find_stories(collection.tellings()))
