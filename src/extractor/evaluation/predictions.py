"""Anybody's output in the contract's JSON, read as kindly as it can be scored.

Only what is scored is asked for: a document's id, and in each deal what the system has. A missing field
counts as null, a party may be a bare name, a date a bare string; fields that the contract does not know
are ignored and named once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from extractor import schema
from extractor.errors import ReadingError
from extractor.evaluation.gold import faults_of
from extractor.evaluation.goldset import Problem


def _under(key: str) -> BeforeValidator:
    """Take a bare value for the object that the contract has there: ``"Intel"`` for ``{"name": "Intel"}``."""
    return BeforeValidator(
        lambda value: value if value is None or isinstance(value, Mapping | BaseModel) else {key: value}
    )


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow", allow_inf_nan=False)


class PredictedSpan(_Model):
    """Words, where they stand, or both."""

    start: int | None = None
    end: int | None = None
    text: str | None = None


class PredictedParty(_Model):
    """Somebody, by one name."""

    name: str


class PredictedMoney(_Model):
    """An amount."""

    amount: float
    currency: str | None = None
    qualifier: str | None = None
    amount_max: float | None = None


class PredictedDate(_Model):
    """An ISO date."""

    value: str | None = None


class PredictedStake(_Model):
    """A part of a company."""

    percent: float | None = None


class PredictedDocument(_Model):
    """Which document this is about."""

    id: str
    sha256: str | None = None


Party = Annotated[PredictedParty, _under("name")]
Date = Annotated[PredictedDate | None, _under("value")]
Words = Annotated[PredictedSpan | None, _under("text")]
Parties = Annotated[tuple[Party, ...], BeforeValidator(lambda value: () if value is None else value)]


class PredictedTarget(PredictedParty):
    """What is bought."""

    location: Words = None


class PredictedDeal(_Model):
    """One deal."""

    kind: str | None = None
    status: str | None = None
    acquirers: Parties = ()
    target: Annotated[PredictedTarget | None, _under("name")] = None
    sellers: Parties = ()
    price: PredictedMoney | None = None
    price_per_share: PredictedMoney | None = None
    price_disclosed: bool | None = None
    stake: Annotated[PredictedStake | None, _under("percent")] = None
    consideration: str | None = None
    announced_on: Date = None
    closes_on: Date = None
    prior_funding: PredictedMoney | None = None
    valuation: PredictedMoney | None = None
    investors: Parties = ()
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None


class PredictedFinancing(_Model):
    """One statement of money raised, or of backers."""

    company: Party | None = None
    amount: PredictedMoney | None = None
    round: str | None = None
    investors: Parties = ()
    lead_investors: Parties = ()


class PredictedValuation(_Model):
    """One valuation."""

    company: Party | None = None
    amount: PredictedMoney | None = None


class PredictedQuote(_Model):
    """One stretch of speech."""

    span: Annotated[PredictedSpan, _under("text")]
    speaker: Party | None = None
    speaker_title: Words = None
    affiliation: Party | None = None

    @model_validator(mode="before")
    @classmethod
    def _gather_span(cls, data: Any) -> Any:
        """Take ``text``, ``start`` and ``end`` of the quote itself where there is no ``span``."""
        if isinstance(data, dict) and "span" not in data:
            own = {key: data[key] for key in ("start", "end", "text") if key in data}
            return {key: value for key, value in data.items() if key not in own} | {"span": own}
        return data


class PredictedTrace(_Model):
    """Which rule read what stands at a path."""

    path: str
    rule: str
    chosen: bool = True


def _lists(value: object) -> object:
    return () if value is None else value


Many = BeforeValidator(_lists)


class Prediction(_Model):
    """One document's output."""

    document: Annotated[
        PredictedDocument, _under("id"), Field(validation_alias=AliasChoices("document", "id"))
    ]
    deals: Annotated[tuple[PredictedDeal, ...], Many] = ()
    financings: Annotated[tuple[PredictedFinancing, ...], Many] = ()
    valuations: Annotated[tuple[PredictedValuation, ...], Many] = ()
    quotes: Annotated[tuple[PredictedQuote, ...], Many] = ()
    trace: Annotated[tuple[PredictedTrace, ...], Many] = ()


CONTRACT: dict[type[BaseModel], type[BaseModel]] = {
    PredictedSpan: schema.Span,
    PredictedParty: schema.Party,
    PredictedTarget: schema.Target,
    PredictedMoney: schema.Money,
    PredictedDate: schema.DateValue,
    PredictedStake: schema.Stake,
    PredictedDocument: schema.Document,
    PredictedDeal: schema.Deal,
    PredictedFinancing: schema.Financing,
    PredictedValuation: schema.Valuation,
    PredictedQuote: schema.Quote,
    PredictedTrace: schema.Trace,
    Prediction: schema.Extraction,
}
"""Which of the contract's models each one reads: the fields of that are known, though not all are scored."""


@dataclass(frozen=True)
class Predictions:
    """What a file of predictions holds, and what was wrong with it."""

    documents: tuple[Prediction, ...]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()


def read_predictions(path: str | Path) -> Predictions:
    """Read JSON Lines, one document's output a line.

    A line at fault becomes a problem that names file, line and field. Raises ReadingError where the file
    cannot be read at all.
    """
    documents: list[Prediction] = []
    problems: list[Problem] = []
    lines: dict[str, int] = {}
    try:
        with Path(path).open("rb") as file:
            for number, line in enumerate(file, start=1):
                if not line.strip():
                    continue
                place = f"{path}:{number}"
                try:
                    prediction = Prediction.model_validate_json(line.removeprefix(b"\xef\xbb\xbf"))
                except ValidationError as error:
                    problems.append(Problem("prediction invalid", place, faults_of(error)))
                    continue
                document_id = prediction.document.id
                if document_id in lines:
                    message = (
                        f"{document_id} stands in line {lines[document_id]} already: the first is scored"
                    )
                    problems.append(Problem("two predictions", place, message))
                else:
                    lines[document_id] = number
                    documents.append(prediction)
    except OSError as error:
        raise ReadingError(f"{path}: cannot be read: {error.strerror}") from error
    return Predictions(tuple(documents), tuple(problems), _warnings(documents))


def as_prediction(extraction: schema.Extraction | Prediction) -> Prediction:
    """Our own output as what is scored."""
    if isinstance(extraction, Prediction):
        return extraction
    return Prediction.model_validate(extraction.model_dump())


def _warnings(documents: Iterable[Prediction]) -> tuple[str, ...]:
    unknown = Counter(name for document in documents for name in _unknown_fields(document, ""))
    if not unknown:
        return ()
    names = ", ".join(f"{name} ({count})" for name, count in sorted(unknown.items()))
    return (f"fields that the contract does not know are ignored: {names}",)


def _unknown_fields(record: BaseModel, place: str) -> Iterator[str]:
    """The names of what stands in a record and not in the contract, as ``deals[].advisers``."""
    known = CONTRACT[type(record)].model_fields
    yield from (place + name for name in record.model_extra or () if name not in known)
    for name in type(record).model_fields:
        value: Any = getattr(record, name)
        if isinstance(value, BaseModel):
            yield from _unknown_fields(value, f"{place}{name}.")
        elif isinstance(value, tuple):
            for item in value:
                yield from _unknown_fields(item, f"{place}{name}[].")
