"""From the paths of a command line to the documents they stand for, in order."""

from __future__ import annotations

import os
import stat
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from extractor.errors import ReadingError

STDIN = "-"
_SUFFIX = ".txt"


@dataclass(frozen=True, slots=True)
class Source:
    """One document to be read."""

    path: str
    """As given, or ``-`` for standard input."""
    id: str
    """What its record will be called."""

    @property
    def name(self) -> str:
        """What a message calls it."""
        return "standard input" if self.path == STDIN else spell(self.path)


def find_sources(paths: Iterable[str]) -> Iterator[Source | ReadingError]:
    """One source for each document, or the error that stands for it; folders are searched for ``*.txt``.

    Two documents of one id cannot both be told apart in the output: the second is an error naming both.
    """
    taken: dict[str, Source] = {}
    for path in paths:
        for found in _look(path):
            if isinstance(found, Source) and (first := taken.setdefault(found.id, found)) is not found:
                yield ReadingError(
                    f"{found.name}: its id {found.id!r} is that of {first.name} too;"
                    " rename one of them, or extract them in two runs"
                )
            else:
                yield found


def unreadable(name: str, error: OSError) -> ReadingError:
    """The system's refusal as a line that says what to do next."""
    match error:
        case FileNotFoundError():
            problem = "no such file; check the path"
        case PermissionError():
            problem = "permission denied; make it readable first"
        case _:
            problem = f"{error.strerror or error}; check what it is"
    return ReadingError(f"{spell(name)}: {problem}")


def spell(path: str) -> str:
    r"""A path as text: bytes of it that are not UTF-8 are spelled ``\xff``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _look(path: str) -> Iterable[Source | ReadingError]:
    if path == STDIN:
        return [Source(STDIN, "stdin")]
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - Path("") would be the working folder
    except OSError as error:
        return [unreadable(path, error)]
    return _search(path) if stat.S_ISDIR(mode) else [Source(path, spell(PurePath(path).stem))]


def _search(folder: str) -> list[Source | ReadingError]:
    """What a folder and those below it hold, in the order of their relative paths."""
    root = Path(folder)
    found: dict[Path, Source | ReadingError] = {}
    seen: set[tuple[int, int]] = set()
    folders, links = deque([root]), deque[Path]()  # links last: a folder keeps its own name
    while folders or links:
        current = (folders or links).popleft()
        try:
            status = current.stat()
            if (status.st_dev, status.st_ino) in seen:  # a link that leads back
                continue
            seen.add((status.st_dev, status.st_ino))
            entries = sorted(current.iterdir())
        except OSError as error:
            found[current] = unreadable(str(current), error)
            continue
        for entry in entries:
            try:
                mode = entry.stat().st_mode
            except OSError as error:
                if _is_text(entry) or isinstance(error, PermissionError):
                    found[entry] = unreadable(str(entry), error)
                continue
            if stat.S_ISDIR(mode):
                (links if entry.is_symlink() else folders).append(entry)
            elif _is_text(entry):
                found[entry] = _look_inside(entry, root, mode)
    if not found:
        return [ReadingError(f"{spell(folder)}: holds no *{_SUFFIX} file; name the files themselves")]
    return [found[path] for path in sorted(found, key=lambda path: path.parts)]


def _is_text(path: Path) -> bool:
    return path.suffix.lower() == _SUFFIX


def _look_inside(path: Path, root: Path, mode: int) -> Source | ReadingError:
    if not stat.S_ISREG(mode):  # a pipe in a folder would wait for a writer that may never come
        return ReadingError(f"{spell(str(path))}: is not a regular file; name it by itself if it is meant")
    return Source(str(path), spell(path.relative_to(root).with_suffix("").as_posix()))
