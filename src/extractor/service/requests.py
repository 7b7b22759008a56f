"""From a request to articles: how it is described, read and refused."""

from __future__ import annotations

from email.message import Message
from typing import Annotated, Any

from fastapi import Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from extractor.batch.work import Done, Failure, Outcome
from extractor.reading.item import Item
from extractor.schema import check_iso_date
from extractor.service.limits import Limits
from extractor.service.logs import log
from extractor.service.problems import Fault, ProblemError, fault

TEXT, JSON = "text/plain", "application/json"

_DATE = r"^[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
Date = Annotated[str, Field(pattern=_DATE, max_length=10), AfterValidator(check_iso_date)]
Word = Annotated[str, Field(min_length=1, max_length=2000)]


class About(BaseModel):
    """What is known of an article beforehand."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    id: Word | None = None
    """What its record is called; else it is made up from the text."""
    title: Word | None = None
    """The headline, where it is known apart from the text."""
    published: Date | None = None
    """When it appeared (YYYY-MM-DD, YYYY-MM or YYYY): what "today" and "last month" relate to."""
    source: Word | None = None
    """Where it came from; kept in the record, never fetched."""


class ArticleIn(About):
    """An article to be read."""

    model_config = ConfigDict(title="Article")

    text: Annotated[str, Field(min_length=1)]
    """The article as it is: every offset in the record counts its code points."""


class Options(About):
    """How to answer; and of a ``text/plain`` body, what is known of it."""

    trace: bool = False
    """Add which rule read each value, and what lost."""
    with_text: bool = False
    """Add the text to the record."""


EXAMPLE = {
    "id": "harrow",
    "published": "2024-03-05",
    "text": "Harrow & Pell agreed to buy Tidewell, a maker of tide gauges, for $240 million, it said on Tuesday.",
}
_ONE: TypeAdapter[Any] = TypeAdapter(ArticleIn)
_SEVERAL: TypeAdapter[Any] = TypeAdapter(list[ArticleIn])


def body_schema(limits: Limits) -> dict[str, Any]:
    """The request body of ``/extract``, for its OpenAPI description."""
    article = {"$ref": "#/components/schemas/Article"}
    several = {"type": "array", "items": article, "minItems": 1, "maxItems": limits.articles}
    return {
        "required": True,
        "description": f"One article, or up to {limits.articles} in an array; {limits.body:,} bytes in all.",
        "content": {
            JSON: {
                "schema": {"anyOf": [article, several]},
                "examples": {
                    "one": {"summary": "One article", "value": EXAMPLE},
                    "several": {
                        "summary": "Several articles",
                        "value": [
                            EXAMPLE,
                            {"text": "Cordwain sold its tannery to Ost AB for 3 million euros."},
                        ],
                    },
                },
            },
            **text_schema(),
        },
    }


def text_schema() -> dict[str, Any]:
    """A body that is an article itself."""
    return {TEXT: {"schema": {"type": "string", "minLength": 1}, "example": EXAMPLE["text"]}}


async def read_articles(request: Request, options: Options, limits: Limits) -> tuple[list[Item], bool]:
    """The articles of a request, and whether they came as an array.

    Raises ProblemError for a request that has none.
    """
    if _media_type(request) == TEXT:
        return [await read_text(request, options, limits)], False
    if _media_type(request) != JSON:
        raise ProblemError(415, f"Send the article as {TEXT} or {JSON}.")
    if options.model_fields_set - {"trace", "with_text"}:
        raise ProblemError(422, "Of articles in JSON, id, title, published and source belong in the body.")
    found = _parse(await _read(request, limits))
    several = found if isinstance(found, list) else [found]
    if not several:
        raise ProblemError(422, "The array holds no article; send at least one.")
    if len(several) > limits.articles:
        raise ProblemError(413, f"Send at most {limits.articles} articles at a time.")
    _check_ids(several)
    items = [_item(f"Article {at}", each.text, each) for at, each in enumerate(several)]
    return items, isinstance(found, list)


async def read_text(request: Request, about: About, limits: Limits) -> Item:
    """The article of a ``text/plain`` request, ProblemError for another.

    The body is text by the encoding that it is said to have, else it is decoded as a file would be.
    """
    if _media_type(request) != TEXT:
        raise ProblemError(415, f"Send the article as {TEXT}.")
    body = await _read(request, limits)
    if not _charset(request):
        return _item("The body", body, about)
    try:
        return _item("The body", body.decode("utf-8-sig"), about)
    except UnicodeDecodeError:
        raise ProblemError(400, "The body is not in UTF-8, as it is said to be.") from None


def records_of(outcomes: list[Outcome]) -> list[Done]:
    """What was made of the articles; ProblemError where one of them holds no text."""
    done = []
    for outcome in outcomes:
        if isinstance(outcome, Done):
            done.append(outcome)
        elif isinstance(outcome, Failure) and outcome.stage == "reading":
            raise ProblemError(422, f"{outcome.path} {outcome.message}.")
        else:
            log("fault", kind="extracting")
            raise fault()
    return done


def _item(name: str, data: bytes | str, about: About) -> Item:
    return Item(about.id or "", name, data, source=about.source, published=about.published, title=about.title)


def _media_type(request: Request) -> str:
    """What the body is; a compressed one, or another encoding than UTF-8, is refused."""
    if request.headers.get("content-encoding", "identity").lower() not in ("", "identity"):
        raise ProblemError(415, "Send the body as it is, not compressed.")
    if _charset(request) not in (None, "utf-8", "utf8", "us-ascii"):
        raise ProblemError(415, "Send the article in UTF-8.")
    return _content_type(request).get_content_type() if "content-type" in request.headers else ""


def _charset(request: Request) -> str | None:
    return _content_type(request).get_content_charset()


def _content_type(request: Request) -> Message:
    header = Message()
    header["content-type"] = request.headers.get("content-type", "")
    return header


async def _read(request: Request, limits: Limits) -> bytes:
    too_long = ProblemError(413, f"Send at most {limits.body} bytes at a time.")
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and (len(length) > 18 or int(length) > limits.body):
        raise too_long
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > limits.body:
            raise too_long
    return bytes(body)


def _parse(body: bytes) -> ArticleIn | list[ArticleIn]:
    wanted = _SEVERAL if body.lstrip().startswith(b"[") else _ONE
    try:
        parsed: ArticleIn | list[ArticleIn] = wanted.validate_json(body)
        return parsed
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
    if any(fault["type"] == "json_invalid" for fault in faults):
        raise ProblemError(400, "The body is no JSON in UTF-8.")
    raise ProblemError(422, "The body is not an article or an array of articles.", errors=faults_of(faults))


def faults_of(faults: list[Any]) -> list[Fault]:
    """What pydantic found wrong, without the words that it was wrong with."""
    return [
        Fault(pointer="/" + "/".join(map(str, fault["loc"])), detail=fault["msg"]) for fault in faults[:20]
    ]


def _check_ids(articles: list[ArticleIn]) -> None:
    taken: dict[str, int] = {}
    for at, article in enumerate(articles):
        if article.id is not None and taken.setdefault(article.id, at) != at:
            first = taken[article.id]
            raise ProblemError(422, f"Articles {first} and {at} have the same id; give each its own.")
