"""What our pages have in common: templates that escape, texts shown as they are, and a policy that lets nothing else in.

A page asks for nothing from outside and runs nothing but its own script. What comes from articles and records
is escaped, and the policy allows no script and no style but those that the page was made with.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from extractor.output.terminal import defuse, is_control

PIECES_AT_ONCE = 200
"""A template makes very small ones."""
_PLAIN = re.compile(r"[\n\t\x20-\x7e]*")


def stream_page(
    package: str, name: str, *rules: str, scripts: tuple[str, ...] = (), **values: object
) -> Iterator[str]:
    """A package's page, piece by piece: its template, style sheet and script are called ``name``.

    ``rules`` are what its policy allows besides, ``scripts`` the names of further scripts beside it.
    """
    style = _asset(__package__, "base.css") + _asset(package, f"{name}.css")
    script = "".join(_asset(package, f"{each}.js") for each in (name, *scripts))
    page = (
        environment(package)
        .get_template(f"{name}.html.j2")
        .stream(style=Markup(style), script=Markup(script), policy=policy_of(style, script, *rules), **values)
    )
    page.enable_buffering(PIECES_AT_ONCE)
    return page


@cache
def environment(package: str) -> Environment:
    """The templates of a package, and that which all pages share."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package, ""), PackageLoader(__package__, "")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"exact": exact, "defuse": defuse, "faithful": faithful, "number": number}
    return made


def number(value: float | None) -> str:
    """A share of one, as the report on the screen has it."""
    return "–" if value is None else f"{value:.3f}"


def exact(text: str) -> Markup:
    """A text such that the browser has its very characters, in an attribute too.

    A carriage return would become a line feed; a NUL is the one character that no page can hold, and is shown
    by its sign.
    """
    return Markup(str(escape(text)).replace("\r", "&#13;").replace("\0", "\N{SYMBOL FOR NULL}"))


def faithful(text: str) -> Markup:
    """As ``exact``, for what is read: a character that would do something is there, but only its number shows.

    Such are controls, line ends of other systems, and those that turn the order of what follows.
    """
    if _PLAIN.fullmatch(text):
        return escape(text)
    return Markup("".join(map(_faithful, re.split(r"(\r\n?)", text))))


def _faithful(part: str) -> str:
    if part.startswith("\r"):
        return str(exact(part))
    return "".join(
        _sign(char) if char not in "\n\t" and is_control(char) else str(escape(char)) for char in part
    )


def _sign(char: str) -> str:
    kept = "" if char == "\0" or "\ud800" <= char <= "\udfff" else char
    return f'<i class="sign" data-sign="{ord(char):04X}"><span hidden>{kept}</span></i>'


def policy_of(style: str, script: str, *rules: str) -> str:
    """Nothing from outside; of styles and scripts only these two, known by their sums; then what else goes."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_sum_of(style)}'",
            f"script-src '{_sum_of(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            *rules,
        )
    )


def _sum_of(source: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def _asset(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text(encoding="utf-8")
