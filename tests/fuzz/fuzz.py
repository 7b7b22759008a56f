"""Fuzz one target for a while, guided by coverage, and keep the least inputs that reach all that was reached.

python tests/fuzz/fuzz.py TARGET SECONDS: begins with ``kept/TARGET.jsonl`` and the sentences of the tests, and
writes it anew. The shortest input of each fault is printed and left in ``build/fuzz/TARGET/faults``; the exit code is then 1.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
import traceback
from hashlib import sha1
from pathlib import Path

from kept import read_kept, write_kept

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FOLDER = ROOT / "build" / "fuzz"
LONGEST = 300
"""Bytes of an input: a sentence or two."""
LEXICONS = ("amount_scales", "amount_bounds", "number_words", "currency_signs", "currency_nouns")
PIECES = (
    "Monday", "June", " 31", "2023", "last year", "third quarter of ", " a share", "mid-", "said", "1.3", "€", "£",
    "“", "”", "‘", "’", "«", "»", "\u200b", "\ufeff", "\r\n", "\n\n", "&#36;", "<html>", "<p>", "<a href=",
    '{"text": "', '"}', "text,id\n", "WARC/1.0\r\n", "Content-Length: ",
)  # fmt: skip
"""What the formats are made of."""


def seeds(target: str) -> list[bytes]:
    """What there is to begin with: the sentences of the tests and of the lists of words."""
    sys.path.insert(0, str(ROOT / "tests" / "torture"))
    from texts import HOSTILE

    texts = [text(200) for text in HOSTILE.values()]
    for table in ROOT.glob("tests/**/*.txt"):
        texts += table.read_text(encoding="utf-8").splitlines()[::8]
    data = [text.encode("utf-8", "replace")[:LONGEST] for text in texts]
    return data if target != "reading" else [bytes([n % 10]) + one for n, one in enumerate(data)]


def dictionary() -> list[bytes]:
    """The words that the package knows, as pieces to put in."""
    from extractor.mentions.currencies import load_pairs

    words = {word for name in LEXICONS for word in load_pairs(name)} | {*PIECES}
    return [word.encode() for word in sorted(words)]


def fuzz_here(target: str, arguments: list[str]) -> None:
    """The fuzzer itself; it ends the process. Of each fault the shortest input is kept, and it goes on."""
    import atheris

    with atheris.instrument_imports(include=["extractor"]):
        from targets import TARGETS
    check, faults = TARGETS[target], FOLDER / target / "faults"
    faults.mkdir(parents=True, exist_ok=True)

    def check_and_go_on(data: bytes) -> None:
        try:
            check(data)
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            place = f"{type(error).__name__}-{Path(frames[-1].filename).stem}-{frames[-1].lineno}"
            path = faults / place
            if not path.exists() or path.stat().st_size > len(data):
                path.write_bytes(data)

    again = shlex.join([sys.executable, __file__, target, "--inside"])  # what a merge starts
    atheris.Setup([again, *arguments], check_and_go_on)
    atheris.Fuzz()


def main(target: str, seconds: int) -> int:
    """Fuzz, then keep the least corpus."""
    folder = FOLDER / target
    found, least = folder / "corpus", folder / "least"
    for path in (folder, found, least):
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True, exist_ok=True)
    for data in [*read_kept(target), *seeds(target)]:
        (found / sha1(data, usedforsecurity=False).hexdigest()).write_bytes(data)
    words = folder / "words"
    words.write_text(
        "".join('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' for word in dictionary())
    )
    inside = [
        sys.executable,
        __file__,
        target,
        "--inside",
        f"-max_len={LONGEST}",
        f"-artifact_prefix={folder}/",
    ]
    done = subprocess.run(
        [
            *inside,
            f"-max_total_time={seconds}",
            f"-dict={words}",
            "-seed=7",
            "-timeout=20",
            "-print_final_stats=1",
            str(found),
        ],
        check=False,
    )
    subprocess.run([*inside, "-merge=1", str(least), str(found)], check=True, stderr=subprocess.DEVNULL)
    write_kept(target, (path.read_bytes() for path in least.iterdir()))
    faults = sorted((folder / "faults").iterdir())
    for fault in faults:
        print(f"{target}: {fault.name}: {fault.read_bytes()!r}")
    return 1 if done.returncode or faults else 0


if __name__ == "__main__":
    if "--inside" in sys.argv:
        fuzz_here(sys.argv[1], sys.argv[3:])
    else:
        sys.exit(main(sys.argv[1], int(sys.argv[2])))
