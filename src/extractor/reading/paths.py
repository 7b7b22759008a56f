"""From the paths of a command line to the files they stand for, in order; none is opened."""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from extractor.errors import ReadingError
from extractor.reading.item import ReadingFailure, as_id
from extractor.reading.kinds import Kind, kind_of
from extractor.reading.opening import STDIN, open_file, read_whole

_WILD = re.compile(r"[*?[]")
_RECORD = b'{"schema_version":'


@dataclass(frozen=True, slots=True)
class File:
    """A file, a pipe or standard input."""

    path: str
    """As given, or ``-`` for standard input."""
    id: str
    """The id of its document, or what begins the ids of its documents."""
    kind: Kind

    @property
    def name(self) -> str:
        """What a message calls it."""
        return "standard input" if self.path == STDIN else spell(self.path)


def find_files(paths: Iterable[str], *, stdin: str = "txt") -> Iterator[File | ReadingFailure]:
    """The files that are named, those in folders and those that a pattern matches, or why there is none.

    ``stdin`` is the suffix that standard input would have as a file.
    """
    for path in paths:
        if path == STDIN:
            yield File(STDIN, "stdin", kind_of(f"stdin.{stdin}"))
        elif _WILD.search(path) and not os.path.lexists(path):
            yield from _match(path)
        else:
            yield from _look(path)


def read_manifest(path: str) -> list[str]:
    """The paths in a file (``-``: standard input), one a line; blank lines and those after ``#`` are none.

    Raises ReadingError where it cannot be read.
    """
    try:
        with open_file(path) as file:
            lines = read_whole(file).removeprefix(codecs.BOM_UTF8).splitlines()
    except OSError as error:
        raise ReadingError(unreadable(path, error).message) from None
    except ReadingError as error:
        raise ReadingError(f"{spell(path)}: {error}") from None
    return [os.fsdecode(line) for line in lines if line.strip() and not line.startswith(b"#")]


def unreadable(path: str, error: OSError | ValueError, id: str | None = None) -> ReadingFailure:
    """The system's refusal as a line that says what to do next."""
    match error:
        case FileNotFoundError():
            problem = "no such file; check the path"
        case PermissionError():
            problem = "permission denied; make it readable first"
        case OSError():
            problem = f"{error.strerror or error}; check what it is"
        case _:
            problem = f"is no path ({error}); check it"
    return ReadingFailure(id, spell(path), f"{spell(path)}: {problem}")


def spell(path: str) -> str:
    r"""A path as text: bytes of it that are not UTF-8 are spelled ``\xff``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _look(path: str) -> Iterable[File | ReadingFailure]:
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - Path("") would be the working folder
    except (OSError, ValueError) as error:
        return [unreadable(path, error)]
    return _search(path) if stat.S_ISDIR(mode) else [_file(path, PurePath(PurePath(path).name))]


def _match(pattern: str) -> list[File | ReadingFailure]:
    """The files that a pattern matches, links to folders not followed; called as in the folder it begins with."""
    parts = PurePath(pattern).parts
    fixed = next(place for place, part in enumerate(parts) if _WILD.search(part))
    root = Path(*parts[:fixed])
    try:
        found = sorted(path for path in root.glob(str(PurePath(*parts[fixed:]))) if not path.is_dir())
    except (OSError, ValueError) as error:
        return [unreadable(pattern, error)]
    if not found:
        return [_failure(pattern, "matches no file; check the pattern")]
    return [_file(str(path), path.relative_to(root)) for path in found]


def _search(folder: str) -> list[File | ReadingFailure]:
    """What a folder and those below it hold, in the order of their relative paths."""
    root = Path(folder)
    found: dict[Path, File | ReadingFailure] = {}
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
                if _is_known(entry) or isinstance(error, PermissionError):
                    found[entry] = unreadable(str(entry), error)
                continue
            if stat.S_ISDIR(mode):
                (links if entry.is_symlink() else folders).append(entry)
            elif not _is_known(entry):
                continue
            elif not stat.S_ISREG(mode):  # a pipe in a folder would wait for a writer that may never come
                found[entry] = _failure(str(entry), "is not a regular file; name it by itself if it is meant")
            elif not _is_ours(entry):
                found[entry] = _file(str(entry), entry.relative_to(root))
    if not found:
        return [_failure(folder, "holds no *.txt file, nor another that is read; name the files themselves")]
    return [found[path] for path in sorted(found, key=lambda path: path.parts)]


def _is_known(path: Path) -> bool:
    return kind_of(path.name).format is not None


def _is_ours(path: Path) -> bool:
    """Whether a file of JSON Lines is an earlier run's output."""
    try:
        with path.open("rb") as file:
            return file.read(len(_RECORD)) == _RECORD
    except OSError:  # it is told where the file is read
        return False


def _file(path: str, name: PurePath) -> File:
    """The file at ``path``, called after ``name``, its path in the folder where it was found."""
    kind = kind_of(name.name)
    return File(path, as_id(spell(kind.rename(name))), kind)


def _failure(path: str, problem: str) -> ReadingFailure:
    return ReadingFailure(None, spell(path), f"{spell(path)}: {problem}")
