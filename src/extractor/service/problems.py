"""What the service answers instead of a record: RFC 9457 problem details, in words of our own only."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

MEDIA_TYPE = "application/problem+json"


class Fault(BaseModel):
    """One thing that is wrong with a request."""

    pointer: str
    """Where it is: a JSON Pointer into the body (``/3/text``), or the name of a parameter."""
    detail: str
    """What is wrong with it."""


class Problem(BaseModel):
    """Why there is no record, as RFC 9457 has it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    type: str = "about:blank"
    """The status says it all."""
    title: str
    """The status in words."""
    status: int = Field(ge=400, le=599)
    detail: str
    """What was wrong with this request, and what to do."""
    errors: list[Fault] | None = None
    """Of a body that is not what it should be, each fault."""


class ProblemError(Exception):
    """Ends a request with a problem."""

    def __init__(
        self, status: int, detail: str, *, errors: list[Fault] | None = None, retry_after: int | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.retry_after = status, retry_after
        self.problem = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=errors)

    @property
    def body(self) -> bytes:
        """As it is sent."""
        return self.problem.model_dump_json(exclude_none=True).encode()

    @property
    def headers(self) -> dict[str, str]:
        """Those that go with it."""
        wait = {"retry-after": str(self.retry_after)} if self.retry_after else {}
        return {"content-type": MEDIA_TYPE, **wait}


def fault() -> ProblemError:
    """Something that should not happen, and is ours to mend."""
    return ProblemError(500, "The service failed; please report it with the article.")


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems of a path, for its OpenAPI description."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": _MEANINGS[status], "content": content} for status in statuses}


_MEANINGS = {
    400: "The body is no JSON, or not in the encoding that it is said to be in",
    404: "There is no such path",
    405: "The path has no such method",
    408: "The request did not arrive, or was not worked off, in time",
    413: "The body is too long, or has too many articles",
    414: "The address is too long",
    415: "The body is neither text/plain nor application/json, or is compressed",
    422: "The body holds no article, or a parameter is not what it should be",
    429: "Too many requests wait; come back after the seconds in Retry-After",
    431: "The headers are too long",
    503: "A worker was lost, or the service is stopping; send the request again",
}
