"""Every regular expression of the package, and strings that are made to be hard for it."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import re._constants as sre
import re._parser as sre_parser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import extractor

_MANY = 20
"""A part that may be repeated more often than this may be repeated for ever."""


@dataclass(frozen=True)
class Pattern:
    """A regular expression, and where it stands."""

    place: str
    regex: re.Pattern[str]
    is_anchored: bool
    """It is only ever tried at a place that is known, never sought."""

    def run(self, text: str) -> None:
        """Find it all."""
        if self.is_anchored:
            self.regex.match(text)
        else:
            for _ in self.regex.finditer(text):
                pass


def find_patterns() -> Iterator[Pattern]:
    """Those of the modules, and those written in functions."""
    seen: set[tuple[str, int, bool]] = set()
    for info in pkgutil.walk_packages(extractor.__path__, "extractor."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        tree = ast.parse(Path(str(module.__file__)).read_bytes())
        for name, regex, is_anchored in (*_compiled(module, tree), *_written(tree)):
            key = (regex.pattern, regex.flags, is_anchored)
            if isinstance(regex.pattern, str) and key not in seen:
                seen.add(key)
                yield Pattern(f"{info.name.removeprefix('extractor.')}:{name}", regex, is_anchored)


Found = tuple[str, re.Pattern[str], bool]


def _compiled(module: ModuleType, tree: ast.Module) -> Iterator[Found]:
    for name, value in vars(module).items():
        values = (
            value.values()
            if isinstance(value, dict)
            else value
            if isinstance(value, list | tuple)
            else [value]
        )
        for each in values:
            if isinstance(each, re.Pattern):
                yield name, each, _uses(tree, name) <= {"match", "fullmatch"}


def _uses(tree: ast.Module, name: str) -> set[str]:
    """The methods that the module calls on what the name stands for; "?" where it is handed on."""
    called = {
        id(node.value): node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    return {
        called.get(id(node), "?")
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
    } or {"?"}


def _written(tree: ast.Module) -> Iterator[Found]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=method),
                args=[ast.Constant(value=str() as pattern), *_],
            ) if method != "compile":
                yield f"line {node.lineno}", re.compile(pattern), method in ("match", "fullmatch")


def hard_strings(regex: re.Pattern[str]) -> list[tuple[str, str]]:
    """Beginning and part to repeat, for each part of the pattern that may be repeated for ever; and some for all."""
    found = [("", body) for body in (" ", "\n", "a", "A", "Acme ", "1", "1,", "$", "(", "-", '"', "the ")]
    for before, body in _pumps(list(sre_parser.parse(regex.pattern, regex.flags)), ""):
        if body:
            found += [(before, body), ("", before + body)]
    return list(dict.fromkeys(found))


def _pumps(nodes: list[Any], before: str) -> Iterator[tuple[str, str]]:
    """A way to each repeated part, and a sample of the part."""
    for op, value in nodes:
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            _, most, body = value
            if most == sre.MAXREPEAT or most > _MANY:
                yield from ((before, sample) for sample in _samples(body))
            yield from _pumps(list(body), before)
        for inner in _inner(op, value):
            yield from _pumps(list(inner), before)
        before += _sample([(op, value)])


def _inner(op: Any, value: Any) -> list[Any]:
    if op is sre.SUBPATTERN:
        return [value[3]]
    if op is sre.BRANCH:
        return list(value[1])
    if op is sre.ATOMIC_GROUP:
        return [value]
    return [value[1]] if op in (sre.ASSERT, sre.ASSERT_NOT) else []


def _samples(nodes: Any) -> Iterator[str]:
    """Some strings that the nodes match: one a branch or class where they are one."""
    nodes = list(nodes)
    if len(nodes) == 1:
        op, value = nodes[0]
        if op is sre.SUBPATTERN:
            yield from _samples(value[3])
            return
        if op is sre.BRANCH:
            for branch in value[1]:
                yield _sample(branch)
            return
        if op is sre.IN or op is sre.ANY or op is sre.NOT_LITERAL:
            yield from dict.fromkeys(
                filter(None, (_char(op, value, wish) for wish in ("a", "A", " ", "1", ",", "\n")))
            )
            return
    yield _sample(nodes)


def _sample(nodes: Any) -> str:
    """One string that the nodes match, about."""
    made = ""
    for op, value in nodes:
        if op is sre.LITERAL:
            made += chr(value)
        elif op in (sre.IN, sre.ANY, sre.NOT_LITERAL):
            made += _char(op, value, "a") or next(
                filter(None, (_char(op, value, wish) for wish in "A 1,.$-\n“")), ""
            )
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            made += _sample(value[2]) * max(value[0], min(1, value[1]))
        elif op is sre.SUBPATTERN:
            made += _sample(value[3])
        elif op is sre.BRANCH:
            made += _sample(value[1][0])
        elif op is sre.ATOMIC_GROUP:
            made += _sample(value)
    return made


def _char(op: Any, value: Any, wish: str) -> str | None:
    """``wish`` where the class has it, or the first that it names."""
    if op is sre.ANY:
        return wish if wish != "\n" else None
    if op is sre.NOT_LITERAL:
        return wish if ord(wish) != value else None
    negated, first = False, None
    for kind, what in value:
        if kind is sre.NEGATE:
            negated = True
        elif kind is sre.LITERAL:
            first = first or chr(what)
            if chr(what) == wish:
                return None if negated else wish
        elif kind is sre.RANGE:
            first = first or chr(what[0])
            if what[0] <= ord(wish) <= what[1]:
                return None if negated else wish
        elif kind is sre.CATEGORY and _in_category(wish, what):
            return None if negated else wish
    return wish if negated else (first if wish == "a" else None)


def _in_category(char: str, category: Any) -> bool:
    name = str(category).removeprefix("CATEGORY_")
    letter = name.removeprefix("UNI_").removeprefix("NOT_")[0].lower()
    return (re.match(f"\\{letter}", char) is not None) != ("NOT_" in name)
