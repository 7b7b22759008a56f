"""Three thousand documents, workers killed ten times and their parent three times: the files of a quiet run."""

from __future__ import annotations

import os
import random
import signal

import pytest
from brisk import Brisk, children, has_grown_to, install, news

DOCUMENTS, WORKERS_KILLED, PARENTS_KILLED = 3000, 10, 3
brisk = pytest.fixture(install)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_a_run_that_is_killed_again_and_again(brisk: Brisk, seed: int) -> None:
    chance = random.Random(seed)
    texts = {f"n{number:04}": news(number) * chance.choice([1, 1, 1, 5]) for number in range(DOCUMENTS)}
    for number in chance.sample(sorted(texts), 3):
        texts[number] = "Raiser Inc bought Bramble."
    brisk.write(**texts)
    assert brisk.run("in", "-o", "quiet", "--errors", "quiet_errors").returncode == 1
    whole = len(brisk.read("quiet"))
    ends = ["worker"] * WORKERS_KILLED + ["parent"] * PARENTS_KILLED
    chance.shuffle(ends)
    moments = sorted(chance.uniform(0, 0.97) * whole for _ in ends)
    command = ("in", "-o", "out", "--errors", "errors", "--jobs", "2", "--resume")
    process = brisk.start(*command)
    for end, moment in zip(ends, moments, strict=True):
        assert has_grown_to(process, brisk.folder / "out.partial", moment)
        if end == "worker":
            if workers := list(children(process.pid)):
                os.kill(chance.choice(workers), signal.SIGKILL)
        else:
            process.kill()
            process.communicate()
            process = brisk.start(*command)
    _, err = process.communicate()
    assert process.returncode == 1
    assert "Traceback" not in err
    assert brisk.read("out") == brisk.read("quiet")
    assert brisk.read("errors") == brisk.read("quiet_errors")
    assert brisk.left == ["errors", "out", "quiet", "quiet_errors"]
