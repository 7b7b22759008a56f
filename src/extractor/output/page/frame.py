"""What our pages have in common: templates that escape, texts shown as they are, and a policy that lets nothing else in.

A page asks for nothing from outside and runs nothing but its own script. What comes from articles and records
is escaped, and the policy allows no script and no style but those that the page was made with.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from extractor.output.terminal import defuse, is_control

PIECES_AT_ONCE = 200
"""A template makes very small ones."""
_HERE = __package__
_PLAIN = re.compile(r"[\n\t\x20-\x7e]*")


@dataclass(frozen=True, slots=True)
class Dress:
    """The one style sheet and the one script of a page, and the policy that lets nothing else in."""

    style: str
    script: str
    policy: str


def stream_page(
    package: str, *parts: str, values: Mapping[str, object], rules: tuple[str, ...] = ()
) -> Iterator[str]:
    """A page, piece by piece, by the template of a package that is called as the last of its ``parts``.

    A part is a style sheet and a script, of that package or of this one; ``rules`` as in ``dress``.
    """
    worn = dress(package, *parts, rules=rules)
    page = (
        environment(package)
        .get_template(f"{parts[-1]}.html.j2")
        .stream(style=Markup(worn.style), script=Markup(worn.script), policy=worn.policy, **values)
    )
    page.enable_buffering(PIECES_AT_ONCE)
    return page


def dress(package: str, *parts: str, rules: tuple[str, ...] = ()) -> Dress:
    """What a page of these parts wears; ``rules`` are what its policy says besides."""
    source = environment(package).loader
    assert source is not None

    def asset(name: str) -> str:
        return source.get_source(environment(package), name)[0]

    style = "".join(asset(f"{part}.css") for part in ("base", *parts))
    script = "".join(asset(f"{part}.js") for part in parts)
    policy = (
        "default-src 'none'",
        f"style-src '{_sum_of(style)}'",
        f"script-src '{_sum_of(script)}'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        *rules,
    )
    return Dress(style, script, "; ".join(policy))


@cache
def environment(package: str) -> Environment:
    """The templates of a package, and those that it may build upon."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package, ""), PackageLoader(_HERE, "")]),
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


def _sum_of(source: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
