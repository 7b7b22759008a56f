"""The contract: what one article becomes.

Every model is frozen and refuses unknown fields. Offsets are Unicode code points of the decoded text,
half-open: ``text[span.start:span.end] == span.text``. ``schemas/extraction.schema.json`` is generated
from this module.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from extractor.lexicon import load_lexicon
from extractor.version import SCHEMA_VERSION

DealKind = Literal["acquisition", "merger", "stake", "asset_purchase"]
DealStatus = Literal["rumored", "proposed", "announced", "completed", "terminated"]
Qualifier = Literal["exact", "about", "over", "under", "range"]
ConsiderationKind = Literal["cash", "stock", "cash_and_stock"]
ValuationBasis = Literal["round", "deal", "market"]

Name = Annotated[str, StringConstraints(min_length=1)]
_ISO_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


class _Model(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, allow_inf_nan=False, use_attribute_docstrings=True
    )


class Span(_Model):
    """A stretch of the document: code points, half-open."""

    start: int = Field(ge=0)
    """Offset of the first code point."""
    end: int
    """Offset after the last code point."""
    text: Name
    """The words themselves, as they stand."""

    @model_validator(mode="after")
    def _measures(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"span ends at {self.end}, not after its start {self.start}")
        if len(self.text) != self.end - self.start:
            raise ValueError(f"span {self.start}–{self.end} holds {len(self.text)} characters")
        return self


class Party(_Model):
    """A company, fund, unit, asset or person."""

    name: Name
    """The fullest form that the text uses, without titles, leading "the", possessive, tickers."""
    mentions: tuple[Span, ...]
    """All its forms in the text, as they stand, in reading order."""
    identifiers: tuple[Span, ...] = ()
    """Tickers and exchange codes as written: "TXTR.N", "NASDAQ: MSFT"."""


class Target(Party):
    """What is bought."""

    description: Span | None = None
    """What it does: "a startup with freezing expertise"."""
    location: Span | None = None
    """Where it is based."""


class Money(_Model):
    """An amount in units of its currency."""

    amount: Annotated[int | float, Field(ge=0)]
    """In units: 1300000000 for "$1.3B"; the lower end of a range."""
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    """ISO 4217."""
    qualifier: Qualifier
    """How the text bounds the amount."""
    amount_max: Annotated[int | float, Field(ge=0)] | None = None
    """The upper end, for ``range`` only."""
    span: Span
    """Sign, number, scale and currency: "$64 million"."""
    qualifier_span: Span | None = None
    """The words of the bound: "just under"."""

    @model_validator(mode="after")
    def _coheres(self) -> Self:
        if self.currency not in load_lexicon("iso4217"):
            raise ValueError(f"{self.currency} is not an ISO 4217 currency")
        if (self.amount_max is not None) != (self.qualifier == "range"):
            raise ValueError("amount_max goes with the qualifier 'range', and only with it")
        if self.amount_max is not None and self.amount_max < self.amount:
            raise ValueError("the range ends below its start")
        return self


class DateValue(_Model):
    """A date at the precision that the text supports."""

    value: str | None
    """ISO: ``2023-06-26``, ``2023-05`` or ``2023``; null where a relative date has nothing to relate to."""
    span: Span
    """The words: "last month"."""

    @model_validator(mode="after")
    def _is_iso(self) -> Self:
        if self.value is not None:
            check_iso_date(self.value)
        return self


class Stake(_Model):
    """The part bought, or the holding that results."""

    percent: float = Field(gt=0, le=100)
    """In percent: 40.0."""
    span: Span
    """The words, with their sign."""


class Deal(_Model):
    """One company, unit or asset changing hands, or said to."""

    id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    """Stable: of the document's sha256 and the normalised names of acquirers and target."""
    kind: DealKind
    """``acquisition``: a company or a unit; ``stake``: a part of one; ``asset_purchase``: property, a plant, a brand, a portfolio."""
    status: DealStatus
    """``rumored``: talks; ``proposed``: a bid; ``announced``: agreed; ``completed``: closed; ``terminated``: rejected, blocked."""
    status_trigger: Span | None = None
    """The words that say so: "agreed in principle", "completed"."""
    acquirers: tuple[Party, ...] = ()
    """Who buys: several where they bid together; rivals are deals of their own."""
    target: Target | None = None
    """What is bought; null where the text does not name it."""
    sellers: tuple[Party, ...] = ()
    """Who sells it: the stated seller, or the stated owner of the whole."""
    price: Money | None = None
    """The deal's total value as stated: the one that the article leads with."""
    price_per_share: Money | None = None
    """What is paid for one share."""
    price_disclosed: bool | None = None
    """True with a price; false where the text says that terms were not disclosed."""
    undisclosed: Span | None = None
    """The words that say so."""
    stake: Stake | None = None
    """The part that is bought, or the holding that results."""
    consideration: ConsiderationKind | None = None
    """What is paid with: ``cash``, ``stock``, ``cash_and_stock``."""
    announced_on: DateValue | None = None
    """When it was announced; of a past deal its only date."""
    closes_on: DateValue | None = None
    """When it closed, or is expected to."""
    prior_funding: Money | None = None
    """What the target had raised before: the total if stated, else the latest round stated."""
    valuation: Money | None = None
    """The target's worth before this deal; never this deal's own price."""
    investors: tuple[Party, ...] = ()
    """Who had put money into the target."""
    evidence: tuple[Span, ...] = ()
    """The sentences that assert the deal."""
    confidence: float | None = Field(default=None, ge=0, le=1)
    """Probability that acquirer and target are both right, as measured; null where not measured."""

    @model_validator(mode="after")
    def _is_named(self) -> Self:
        if not (self.acquirers or self.target or self.sellers):
            raise ValueError("a deal names at least one of acquirer, target and seller")
        return self


class Financing(_Model):
    """A statement that a company raised money or is backed by somebody."""

    company: Party
    """Who raised money, or is backed."""
    amount: Money | None = None
    """What was raised."""
    round: str | None = None
    """``total``, ``pre-seed``, ``seed``, ``Series A`` …, ``debt``, ``grant``, ``IPO``."""
    investors: tuple[Party, ...] = ()
    """Who put money in."""
    lead_investors: tuple[Party, ...] = ()
    """Those of them who led the round."""
    date: DateValue | None = None
    """When."""
    evidence: Span
    """The sentence that says so."""


class Valuation(_Model):
    """An explicit valuation of a company."""

    company: Party
    """What is valued."""
    amount: Money
    """At how much."""
    basis: ValuationBasis | None = None
    """``round``: in a financing; ``deal``: by a bid; ``market``: by its shares."""
    date: DateValue | None = None
    """When."""
    evidence: Span
    """The sentence that says so."""


class Quote(_Model):
    """A stretch of speech or writing between quotation marks."""

    span: Span
    """The words between the marks, marks left out, inner punctuation kept."""
    speaker: Party | None = None
    """Whose words they are; null only where nobody can be meant."""
    speaker_title: Span | None = None
    """What the speaker is called: "chief executive"."""
    affiliation: Party | None = None
    """Whom the speaker speaks for."""
    cue: Span | None = None
    """The words that attribute: "said", "according to"."""


class Trace(_Model):
    """Why a value stands, or why one does not."""

    path: str
    """Where the value stands: ``deals[0].price``."""
    rule: str
    """The rule that read it."""
    evidence: Span | None = None
    """The words it was read from."""
    chosen: bool = True
    """False for a candidate that lost."""
    reason: str | None = None
    """Why it lost."""


class Document(_Model):
    """Which text this is about."""

    id: Name
    """The file's name without suffix, or the id that was given: docs/inputs.md."""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """Of the UTF-8 text."""
    title: str | None = None
    """As given, or the first line where an empty line follows it."""
    published: str | None = None
    """When it appeared, as given (ISO): what relative dates relate to."""
    source: str | None = None
    """The path or URL, as given."""
    encoding: str | None = None
    """How its bytes were read (``utf-8``, ``utf-16``, ``utf-32``, ``cp1252``); null where it came as text."""
    characters: int = Field(ge=0)
    """Length of the text in code points."""
    text: str | None = None
    """The text, where it is not the file itself or was asked for."""
    duplicate_of: str | None = Field(default=None, examples=["night/0007"])
    """The id of the first document that this one repeats nearly word for word, where copies were looked for."""

    @model_validator(mode="after")
    def _is_iso(self) -> Self:
        if self.published is not None:
            check_iso_date(self.published)
        return self


class Provenance(_Model):
    """What made this record."""

    extractor_version: str
    """Version of this package."""
    rules_version: str
    """Rises with every change that can change an output."""
    model: str
    """Name and version of the language model: ``en_core_web_sm 3.8.0``; ``en_reduced 1.0.0`` where none is installed."""
    options: dict[str, str | bool | int | None] = {}
    """Those that change results."""


class Extraction(_Model):
    """One document's deals, financings, valuations and quotes."""

    schema_version: str = SCHEMA_VERSION
    """Of this contract: its minor part rises with a new field, its major part with a changed one."""
    document: Document
    """Which text."""
    deals: tuple[Deal, ...] = ()
    """The article's main deal first, then in reading order."""
    financings: tuple[Financing, ...] = ()
    """Each statement that a company raised money or is backed by somebody."""
    valuations: tuple[Valuation, ...] = ()
    """Each explicit valuation of a company."""
    quotes: tuple[Quote, ...] = ()
    """In reading order."""
    trace: tuple[Trace, ...] | None = None
    """On request: which rule read each value, and which candidates lost."""
    provenance: Provenance
    """What made this record."""

    @model_validator(mode="after")
    def _is_grounded(self) -> Self:
        if self.document.text is not None:
            self.check_grounding(self.document.text)
        return self

    def check_grounding(self, text: str) -> None:
        """Raise ValueError unless every span equals the stretch of ``text`` that it points at."""
        for span in spans_of(self):
            if text[span.start : span.end] != span.text:
                raise ValueError(f"span {span.start}–{span.end} is not the text there: {span.text!r}")

    def to_json(self) -> str:
        """The record on one line of JSON, the same bytes for the same record."""
        return self.model_dump_json()

    def _repr_html_(self) -> str:
        """The deals as a table, for notebooks."""
        from extractor.output.notebook import html_of

        return html_of(self)


def spans_of(value: object) -> list[Span]:
    """Every span inside a model, in field order."""
    if isinstance(value, Span):
        return [value]
    if isinstance(value, BaseModel):
        return [span for name in type(value).model_fields for span in spans_of(getattr(value, name))]
    if isinstance(value, tuple):
        return [span for item in value for span in spans_of(item)]
    return []


def check_iso_date(value: str) -> str:
    """Return ``value`` where it is an ISO date of day, month or year precision, else raise ValueError."""
    if not _ISO_DATE.fullmatch(value):
        raise ValueError(f"{value!r} is not an ISO date: write YYYY-MM-DD, YYYY-MM or YYYY")
    date.fromisoformat((value + "-01-01")[:10])
    return value
