"""The paths of the service."""

from __future__ import annotations

from importlib.resources import files
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp

from extractor.output.formats import extraction_json_schema
from extractor.output.page import page_values
from extractor.output.page.frame import dress, stream_page
from extractor.schema import Extraction
from extractor.service import work
from extractor.service.guard import POLICY, Guard
from extractor.service.limits import Limits
from extractor.service.metrics import Metrics
from extractor.service.pool import Pool
from extractor.service.problems import Problem, ProblemError, described, fault
from extractor.service.requests import (
    JSON,
    About,
    ArticleIn,
    Options,
    body_schema,
    faults_of,
    read_articles,
    read_text,
    records_of,
    text_schema,
)
from extractor.version import __version__

_PAGE = ("view", "paste")
_RULES = ("connect-src 'self'", "trusted-types extractor")
_DESCRIPTION = (
    "Articles in, the corporate deals in them out, each value with the characters that it was read from. "
    "Offsets count Unicode code points. Nothing that an article names is fetched."
)


def make_app(pool: Pool, limits: Limits) -> ASGIApp:
    """The service before these workers."""
    metrics = Metrics(limits, lambda: pool.taken)
    app = FastAPI(
        title="deal-extractor",
        version=__version__,
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
    )
    _add_extraction(app, pool, limits, metrics)
    _add_state(app, pool, metrics)
    _add_page(app)
    _add_problems(app)
    app.openapi = lambda: _describe(app)  # type: ignore[method-assign]
    return Guard(app, limits, metrics)


def _add_extraction(app: FastAPI, pool: Pool, limits: Limits, metrics: Metrics) -> None:
    refused = described(400, 408, 413, 414, 415, 422, 429, 431, 503)

    @app.post(
        "/extract",
        summary="The records of one article or several",
        response_model=Extraction | list[Extraction],
        responses=refused,
        openapi_extra={"requestBody": body_schema(limits)},
    )
    async def extract(request: Request, options: Annotated[Options, Query()]) -> Response:
        items, are_several = await read_articles(request, options, limits)
        outcomes = await pool.run(work.extract, items, trace=options.trace, with_text=options.with_text)
        records = records_of(outcomes)
        metrics.count(records)
        lines = [record.line.removesuffix("\n") for record in records]
        return Response(f"[{','.join(lines)}]" if are_several else lines[0], media_type=JSON)

    @app.post(
        "/view",
        summary="What the page shows of an article",
        response_class=Response,
        responses=refused | {200: {"content": {"text/html": {"schema": {"type": "string"}}}}},
        openapi_extra={"requestBody": {"required": True, "content": text_schema()}},
    )
    async def view(request: Request, about: Annotated[About, Query()]) -> Response:
        item = await read_text(request, about, limits)
        outcome, shown = await pool.run(work.view, item)
        metrics.count(records_of([outcome]))
        return Response(shown, media_type="text/html")


def _add_state(app: FastAPI, pool: Pool, metrics: Metrics) -> None:
    schema = extraction_json_schema()

    @app.get("/schema", summary="The JSON Schema of a record")
    async def contract() -> dict[str, Any]:
        return Response(schema, media_type=JSON)  # type: ignore[return-value]

    @app.get("/health", summary="Whether the service runs")
    async def health() -> dict[str, str]:
        return {"status": "running", "version": __version__}

    @app.get("/ready", summary="Whether it takes articles", responses=described(503))
    async def ready() -> dict[str, str]:
        if not pool.is_ready:
            raise ProblemError(503, "The workers are not there.", retry_after=1)
        return {"status": "ready"}

    @app.get(
        "/metrics",
        summary="Counts, in Prometheus' text format",
        response_class=Response,
        responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
    )
    async def counts() -> Response:
        return Response(metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


def _add_page(app: FastAPI) -> None:
    sample = files(__package__).joinpath("sample.txt").read_text(encoding="utf-8")
    values = page_values((), title="Deals in an article") | {"sample": sample}
    page = "".join(stream_page(__package__, *_PAGE, rules=_RULES, values=values))
    policy = f"{dress(__package__, *_PAGE, rules=_RULES).policy}; frame-ancestors 'none'"

    @app.get("/", include_in_schema=False)
    async def paste() -> Response:
        return Response(page, media_type="text/html", headers={POLICY: policy})


def _add_problems(app: FastAPI) -> None:
    async def refuse(_: Request, error: Exception) -> Response:
        assert isinstance(error, ProblemError)
        return Response(error.body, error.status, headers=error.headers)

    async def refuse_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        detail = {404: "There is no such path; see /openapi.json.", 405: "The path has no such method."}
        problem = ProblemError(
            error.status_code, detail.get(error.status_code, "The request cannot be read.")
        )
        answer = await refuse(request, problem)
        answer.headers.update(error.headers or {})
        return answer

    async def refuse_parameters(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return await refuse(
            request, ProblemError(422, "A parameter is not right.", errors=faults_of(list(error.errors())))
        )

    async def refuse_fault(request: Request, _: Exception) -> Response:
        return await refuse(request, fault())

    async def leave(_: Request, __: Exception) -> Response:
        return Response(status_code=400)  # nobody is there to read it

    app.add_exception_handler(ProblemError, refuse)
    app.add_exception_handler(HTTPException, refuse_http)
    app.add_exception_handler(RequestValidationError, refuse_parameters)
    app.add_exception_handler(ClientDisconnect, leave)
    app.add_exception_handler(Exception, refuse_fault)


def _describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI description, with the models that FastAPI does not see; made once."""
    if app.openapi_schema is None:
        made = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        _, ours = models_json_schema(
            [(ArticleIn, "validation"), (Problem, "serialization")],
            ref_template="#/components/schemas/{model}",
        )
        schemas = made.setdefault("components", {}).setdefault("schemas", {})
        named = {"Article" if name == "ArticleIn" else name: each for name, each in ours["$defs"].items()}
        schemas.update(named)
        for path in made["paths"].values():
            for method in path.values():
                invalid = method["responses"].get("422", {}).get("content", {})
                invalid.pop(JSON, None)
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        app.openapi_schema = made
    return app.openapi_schema
