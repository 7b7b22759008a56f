"""What is kept of many records until the last is read: their deals, and what their texts look like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.merging.duplicates import Duplicates, signature
from extractor.merging.groups import Groups
from extractor.merging.tellings import Telling
from extractor.schema import Deal, Document, Extraction


@dataclass(frozen=True, slots=True)
class _Kept:
    document: Document
    deals: tuple[Deal, ...]
    signature: bytes

    @property
    def order(self) -> tuple[bool, str, str, str]:
        """The oldest document is the original; undated ones come last."""
        published = self.document.published
        return published is None, published or "", self.document.id, self.document.sha256


class Collection:
    """Records, without their texts and without those that tell no deal."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], _Kept] = {}

    def add(self, record: Extraction) -> None:
        """Take one more record. Of two of one document that differ, one stays, whichever comes first."""
        document = record.document
        if not record.deals:
            return
        looks = b"" if document.text is None else signature(document.text)
        kept = _Kept(document.model_copy(update={"text": None}), record.deals, looks)
        other = self._kept.setdefault((document.id, document.sha256), kept)
        if other is not kept:
            self._kept[document.id, document.sha256] = max(kept, other, key=repr)

    def tellings(self) -> Iterator[Telling]:
        """Every deal of every document, with the text of which the document's is a copy."""
        ordered = sorted(self._kept.values(), key=lambda kept: kept.order)
        texts: dict[str, set[str]] = defaultdict(set)
        for kept in ordered:
            texts[kept.document.id].add(kept.document.sha256)
        duplicates, families = Duplicates(), Groups[str]()
        for kept in ordered:
            text, mark = kept.document.sha256, kept.document.duplicate_of
            if first := duplicates.first_like(text, kept.signature):
                families.join(text, first)
            if mark and len(named := texts.get(mark, {f"id {mark}"})) == 1:
                families.join(text, *named)
        for kept in ordered:
            for number, deal in enumerate(kept.deals):
                yield Telling(kept.document, number, deal, families.root(kept.document.sha256))
