"""How the work on documents is spread: one after the other, or over worker processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Literal

from fetchers.documents import Document
from pipeline.tables import Extracted

EngineName = Literal["serial", "processes"]
Work = Callable[[Document], Extracted]

_CHUNK = 4


def run_engine(
    name: EngineName, workers: int, work: Work, documents: Sequence[Document]
) -> Iterator[Extracted]:
    """The results in the order of the documents, whichever engine works."""
    if name == "serial" or workers == 1 or len(documents) <= _CHUNK:
        return map(work, documents)
    return _in_processes(workers, work, documents)


def _in_processes(workers: int, work: Work, documents: Sequence[Document]) -> Iterator[Extracted]:
    """A worker that dies takes its batch down; each document left over then gets a process of its own."""
    done = 0
    try:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            for extracted in pool.map(work, documents, chunksize=_CHUNK):
                yield extracted
                done += 1
    except BrokenProcessPool:
        yield from (_alone(work, document) for document in documents[done:])


def _alone(work: Work, document: Document) -> Extracted:
    try:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            return pool.submit(work, document).result()
    except BrokenProcessPool:
        return Extracted(document, problem="the worker died on this document")
