"""The contract of merged deals: one deal as several documents tell it.

``schemas/merged-deal.schema.json`` is generated from this module. A number in ``told_by`` is a place in
``sources``. Spans count code points of the text of the source that is named first.
"""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, Field, StringConstraints

from extractor.output.formats import written_schema
from extractor.schema import (
    ConsiderationKind,
    DateValue,
    DealKind,
    DealStatus,
    Extraction,
    Money,
    Name,
    Span,
    Stake,
)
from extractor.version import SCHEMA_VERSION

Value = TypeVar("Value")
Places = Annotated[tuple[Annotated[int, Field(ge=0)], ...], Field(min_length=1)]
"""Places in ``sources``."""


class _Model(BaseModel):
    model_config = Extraction.model_config


class Source(_Model):
    """One document's telling of the deal."""

    id: Name
    """The document's id, as in its record."""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """Of its UTF-8 text."""
    title: str | None
    published: str | None
    source: str | None
    """URL or path, as given."""
    deal: int = Field(ge=0)
    """Which of the record's ``deals`` it is."""
    deal_id: str
    """That deal's ``id``."""
    repeats: int | None = Field(default=None, ge=0)
    """The source that this document is a copy of: the two count as one."""
    evidence: tuple[Span, ...]
    """The sentences of this document that assert the deal."""
    confidence: float | None
    """As in its record."""


class Told(_Model, Generic[Value]):
    """A value and who tells it."""

    value: Value
    """As the first of ``told_by`` has it, with that document's spans."""
    told_by: Places
    """Sources that agree; a copy that says what its original says is not listed again."""


class MergedParty(_Model):
    """One company, fund, unit, asset or person under all its names."""

    name: Name
    """The name that most sources give it; of equals the longest."""
    aliases: tuple[Name, ...] = ()
    """Its other names and short forms, in alphabetical order."""
    identifiers: tuple[Name, ...] = ()
    """Tickers and exchange codes as written."""
    told_by: Places
    """Sources that name it in this part."""


class StatusAt(_Model):
    """What was told of the deal's status at one date."""

    published: str | None
    """When the sources appeared; null for undated ones, which come last."""
    status: DealStatus
    told_by: Places


class Conflict(_Model):
    """A field for which sources give different values."""

    field: str
    readings: Annotated[
        tuple[Told[Money] | Told[DateValue] | Told[Stake] | Told[bool] | Told[str], ...], Field(min_length=2)
    ]
    """Every value with who tells it; the first is the one that the deal shows."""


class MergedDeal(_Model):
    """One deal across documents.

    Where sources differ, the value of the latest dated one is shown; of several on that date, the one that
    most of them tell; of equals a status that is further on, then the value of the deal that comes earlier
    in its article. The others are in ``conflicts``.
    """

    schema_version: str = SCHEMA_VERSION
    id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    """Of the first source's document and deal: it stays as long as no earlier source is added."""
    kind: Told[DealKind]
    status: Told[DealStatus]
    status_history: tuple[StatusAt, ...]
    """By the sources' dates; those without one last."""
    acquirers: tuple[MergedParty, ...] = ()
    """Everybody whom a source names as a buyer; ``told_by`` says which."""
    target: MergedParty | None = None
    sellers: tuple[MergedParty, ...] = ()
    price: Told[Money] | None = None
    price_per_share: Told[Money] | None = None
    price_disclosed: Told[bool] | None = None
    stake: Told[Stake] | None = None
    consideration: Told[ConsiderationKind] | None = None
    announced_on: Told[DateValue] | None = None
    closes_on: Told[DateValue] | None = None
    prior_funding: Told[Money] | None = None
    valuation: Told[Money] | None = None
    investors: tuple[MergedParty, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    """Every field of one value for which sources give several; parties say themselves who names them."""
    sources: tuple[Source, ...]
    """Every telling, by date, those without one last."""

    def to_json(self) -> str:
        """The deal on one line of JSON, the same bytes for the same sources."""
        return self.model_dump_json()


def merged_deal_json_schema() -> str:
    """The JSON Schema of a merged deal, as it stands in ``schemas/merged-deal.schema.json``."""
    return written_schema(MergedDeal)
