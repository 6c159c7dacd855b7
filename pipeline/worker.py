"""The worker's side of `pipeline.isolation`: `python -m pipeline.worker read|extract|text [BYTES [MODELS]]`.

It reads pages and extracts events, one after the other, with limits set on itself before the first: memory,
no files, no core dumps, and death with its parent.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.isolation import LENGTHS, OUT_OF_MEMORY, frame

Answer = dict[str, Any]
Work = Callable[[dict[str, Any], bytes], Answer]

_PR_SET_PDEATHSIG = 1


def serve(roles: Mapping[str, Callable[[], Work]], arguments: list[str]) -> None:
    """Answers frames until the parent closes the pipe. A role is made ready before its limits are set."""
    role, memory = arguments[0], int(arguments[1]) if len(arguments) > 1 else 1 << 40
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # what a library prints must not pass for an answer
    _die_with_parent()
    if chosen := json.loads(arguments[2]) if len(arguments) > 2 else {}:
        _choose(chosen)
    work = roles[role]()
    _limit(memory)
    answers.write(frame({"ready": role}))
    while (request := _request(requests)) is not None:
        try:
            answer = frame(work(*request))
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        answers.write(answer)


def _request(requests: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    lengths = requests.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    told, rest = LENGTHS.unpack(lengths)
    return json.loads(requests.read(told)), requests.read(rest)


def _die_with_parent() -> None:
    """On Linux; elsewhere the closed pipe ends a worker as soon as its page is done."""
    parent = os.getppid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            sys.exit(1)


def _limit(memory: int) -> None:
    present = _address_space()
    if present:
        resource.setrlimit(resource.RLIMIT_AS, (present + memory,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # a worker has nothing to write
    if sys.platform == "linux":  # where memory is short, the worker goes before the run
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")


def _address_space() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def _choose(models: dict[str, str]) -> None:
    from extractors.witness import choose

    choose(models)


def _reading() -> Work:
    from pipeline.isolated_reading import read_in_worker

    return read_in_worker


def _extracting() -> Work:
    from pipeline.isolated_extraction import extract_in_worker, warm_up

    warm_up()
    return extract_in_worker


def _texts() -> Work:
    from pipeline.extract_files import text_in_worker
    from pipeline.isolated_extraction import warm_up

    warm_up()
    return text_in_worker


ROLES: dict[str, Callable[[], Work]] = {"read": _reading, "extract": _extracting, "text": _texts}

if __name__ == "__main__":
    serve(ROLES, sys.argv[1:])
