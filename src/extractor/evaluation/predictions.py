"""Anybody's output in the contract's JSON, read as kindly as it can be scored.

Only what is scored is asked for: a document's id, and in each deal what the system has. A missing field
counts as null, a party may be a bare name, a date a bare string; fields that the contract does not know
are ignored and named once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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


Place = tuple[int, int]
"""Where something stands: offsets, half-open."""


def _place(span: object) -> Place | None:
    """The offsets of a span; None for what has none that could be: they only show where a value was read."""
    if isinstance(span, Mapping):
        start, end = span.get("start"), span.get("end")
        if type(start) is int and type(end) is int and 0 <= start < end:
            return start, end
    return None


def _places(spans: object) -> tuple[Place, ...]:
    listed = spans if isinstance(spans, list | tuple) else ()
    return tuple(place for span in listed if (place := _place(span)))


Spot = Annotated[Place | None, BeforeValidator(_place)]
Spots = Annotated[tuple[Place, ...], BeforeValidator(_places)]


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
    mentions: Spots = ()


class PredictedMoney(_Model):
    """An amount."""

    amount: float
    currency: str | None = None
    qualifier: str | None = None
    amount_max: float | None = None
    span: Spot = None


class PredictedDate(_Model):
    """An ISO date."""

    value: str | None = None


class PredictedStake(_Model):
    """A part of a company."""

    percent: float | None = None
    span: Spot = None


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
    status_trigger: Spot = None
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
    """Somebody's output, what was wrong with it, and where each record stands."""

    documents: Iterable[Prediction]
    problems: Sequence[Problem] = ()
    """Of a stream: known when ``documents`` is read to its end; so are the others."""
    unknown: Mapping[str, Unknown] = field(default_factory=dict)
    """The fields that the contract does not know, by name, such as ``deals[].advisers``."""
    lines: Mapping[str, str] = field(default_factory=dict)
    """File and line of each document, by its id."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to tell of that is no fault."""
        if not self.unknown:
            return ()
        names = ", ".join(f"{name} ({one})" for name, one in sorted(self.unknown.items()))
        return (f"fields that the contract does not know are ignored: {names}",)

    def place_of(self, document_id: str) -> str:
        """What messages call the document's record: its file and line, or else its id."""
        return self.lines.get(document_id, document_id)


@dataclass(slots=True)
class Unknown:
    """A field that the contract does not know."""

    first: str
    """File and line."""
    count: int = 0

    def __str__(self) -> str:
        return f"{self.count}, first at {self.first}"


def read_predictions(path: str | Path) -> Predictions:
    """Read JSON Lines, one document's output a line.

    A line at fault becomes a problem that names file, line and field. Raises ReadingError where the file
    cannot be read at all.
    """
    stream = stream_predictions(path)
    return replace(stream, documents=tuple(stream.documents), problems=tuple(stream.problems))


def stream_predictions(path: str | Path) -> Predictions:
    """The same, read one record at a time as ``documents`` is."""
    problems: list[Problem] = []
    lines: dict[str, str] = {}
    unknown: dict[str, Unknown] = {}
    return Predictions(_read_each(path, problems, lines, unknown), problems, unknown, lines)


def _read_each(
    path: str | Path, problems: list[Problem], lines: dict[str, str], unknown: dict[str, Unknown]
) -> Iterator[Prediction]:
    for place, line in _lines(path):
        try:
            prediction = Prediction.model_validate_json(line)
        except ValidationError as error:
            problems.append(Problem("prediction invalid", place, faults_of(error)))
            continue
        for name in _unknown_fields(prediction, ""):
            unknown.setdefault(name, Unknown(place)).count += 1
        document_id = prediction.document.id
        if document_id in lines:
            message = f"{document_id} stands at {lines[document_id]} already: the first is scored"
            problems.append(Problem("two predictions", place, message))
        else:
            lines[document_id] = place
            yield prediction


def _lines(path: str | Path) -> Iterator[tuple[str, bytes]]:
    """File and number of each line that is not empty, and the line."""
    try:
        with Path(path).open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield f"{path}:{number}", line.removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise ReadingError(f"{path}: cannot be read: {error.strerror}") from error


def as_prediction(extraction: schema.Extraction | Prediction) -> Prediction:
    """Our own output as what is scored."""
    if isinstance(extraction, Prediction):
        return extraction
    return Prediction.model_validate(extraction.model_dump())


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
                if isinstance(item, BaseModel):
                    yield from _unknown_fields(item, f"{place}{name}[].")
