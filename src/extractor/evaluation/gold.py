"""The gold label of one article, as GUIDE.md has it written. ``schemas/gold.schema.json`` comes from here.

A party is the list of its acceptable names, best first. A quote has its text or, in stand-off gold, its
offsets. Unknown keys are refused: a misspelt one would be a label that is silently not scored.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic.functional_validators import AfterValidator

from extractor.errors import GoldError
from extractor.evaluation.json_lines import line_of
from extractor.lexicon import load_lexicon
from extractor.schema import (
    ConsiderationKind,
    DealKind,
    DealStatus,
    Qualifier,
    ValuationBasis,
    check_iso_date,
)

Text = Annotated[str, StringConstraints(min_length=1)]
Names = Annotated[tuple[Text, ...], Field(min_length=1)]
IsoDate = Annotated[str, AfterValidator(check_iso_date)]
Amount = Annotated[int | float, Field(ge=0)]


def _check_currency(code: str) -> str:
    if code not in load_lexicon("iso4217"):
        raise ValueError(f"{code!r} is not an ISO 4217 currency: write three capitals such as USD")
    return code


Currency = Annotated[str, AfterValidator(_check_currency)]


class _Model(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, allow_inf_nan=False, use_attribute_docstrings=True
    )


class _Placed(_Model):
    """Something that may tell its offsets."""

    start: Annotated[int, Field(ge=0)] | None = None
    """Offset of the first code point in the text."""
    end: int | None = None
    """Offset after the last one."""

    @model_validator(mode="after")
    def _measures(self) -> Self:
        if (self.start is None) != (self.end is None):
            raise ValueError("start and end go together: give both or neither")
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise ValueError(f"ends at {self.end}, not after its start {self.start}")
        return self


class GoldStretch(_Placed):
    """A stretch of the text: its words, its offsets, or both."""

    text: Text | None = None

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if self.text is None and self.start is None:
            raise ValueError("give the text, or start and end")
        return self


class GoldAlternative(_Model):
    """The same sum in another currency, as the text converts it."""

    amount: Amount
    currency: Currency
    amount_max: Amount | None = None


class GoldMoney(_Placed):
    """An amount in units of its currency."""

    amount: Amount
    currency: Currency
    qualifier: Qualifier = "exact"
    amount_max: Amount | None = None
    """The upper end, for ``range`` only."""
    alternatives: tuple[GoldAlternative, ...] = ()
    """Other right answers: a conversion that stands beside it."""

    @model_validator(mode="after")
    def _coheres(self) -> Self:
        if (self.amount_max is not None) != (self.qualifier == "range"):
            raise ValueError("amount_max goes with the qualifier 'range', and only with it")
        if self.amount_max is not None and self.amount_max < self.amount:
            raise ValueError("the range ends below its start")
        return self


class GoldDeal(_Model):
    """One deal, the article's main one first."""

    kind: DealKind
    status: DealStatus
    acquirers: tuple[Names, ...] = ()
    target: Names | None = None
    sellers: tuple[Names, ...] = ()
    price: GoldMoney | None = None
    price_disclosed: bool | None = None
    price_per_share: GoldMoney | None = None
    stake_percent: Annotated[float, Field(gt=0, le=100)] | None = None
    consideration: ConsiderationKind | None = None
    announced_on: IsoDate | None = None
    closes_on: IsoDate | None = None
    prior_funding: GoldMoney | None = None
    valuation: GoldMoney | None = None
    investors: tuple[Names, ...] = ()
    description: Text | None = None
    """What the target does, in the text's words."""
    location: Text | None = None
    """Where the target is based, in the text's words."""
    evidence: tuple[GoldStretch, ...] = ()

    @model_validator(mode="after")
    def _is_named(self) -> Self:
        if not (self.acquirers or self.target or self.sellers):
            raise ValueError("a deal names at least one of acquirer, target and seller")
        return self


class GoldFinancing(_Model):
    """A statement that a company raised money or is backed by somebody."""

    company: Names
    amount: GoldMoney | None = None
    round: Text | None = None
    investors: tuple[Names, ...] = ()
    lead_investors: tuple[Names, ...] = ()
    date: IsoDate | None = None
    evidence: GoldStretch | None = None


class GoldValuation(_Model):
    """An explicit valuation of a company."""

    company: Names
    amount: GoldMoney
    basis: ValuationBasis | None = None
    date: IsoDate | None = None
    evidence: GoldStretch | None = None


class GoldQuote(GoldStretch):
    """A stretch of speech or writing between quotation marks, marks left out."""

    speaker: tuple[Text, ...] = ()
    """Acceptable names of the person or organisation; empty only where nobody can be meant."""
    title: Text | None = None
    affiliation: Names | None = None
    cue: Text | None = None


class Gold(_Model):
    """The labels of one article."""

    id: Text | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    """Of the text's UTF-8 bytes, a byte order mark left out."""
    published: IsoDate | None = None
    outlet: Text | None = None
    """Who published it: scores are shown by outlet, too."""
    deals: tuple[GoldDeal, ...] = ()
    financings: tuple[GoldFinancing, ...] = ()
    valuations: tuple[GoldValuation, ...] = ()
    quotes: tuple[GoldQuote, ...] = ()
    notes: tuple[str, ...] = ()
    """Doubtful decisions, for people."""

    @model_validator(mode="after")
    def _stand_off_is_pinned(self) -> Self:
        if self.sha256 is None and any(quote.text is None for quote in self.quotes):
            raise ValueError("quotes by offsets need the text's sha256 beside them")
        return self


def load_gold(path: Path) -> Gold:
    """Read one gold file.

    Raises GoldError that names the file, and line and field of each fault.
    """
    try:
        raw = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise GoldError(f"{path}: cannot be read: {error.strerror}") from error
    try:
        return Gold.model_validate_json(raw)
    except ValidationError as error:
        if any(fault["type"] == "json_invalid" for fault in error.errors()):
            raise GoldError(f"{path}: {faults_of(error)}") from error
        text = raw.decode()
        faults = [
            f"{line_of(text, fault['loc'])}: {_fault(fault['loc'], fault['msg'])}" for fault in error.errors()
        ]
        raise GoldError(f"{path}:{'; line '.join(faults)}") from error


def faults_of(error: ValidationError) -> str:
    """Each fault of a refused record: ``deals[0].price.currency: …; …``."""
    return "; ".join(_fault(fault["loc"], fault["msg"]) for fault in error.errors())


def _fault(place: tuple[int | str, ...], message: str) -> str:
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")
    message = message.removeprefix("Value error, ").replace("Extra inputs are not permitted", "unknown field")
    return f"{steps}: {message}" if steps else message


def gold_json_schema() -> str:
    """The JSON Schema of a gold file, as it stands in ``schemas/gold.schema.json``."""
    return json.dumps(Gold.model_json_schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
