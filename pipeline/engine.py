"""How the work on documents is spread: one after the other here, or over workers that can be killed."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from types import MappingProxyType

from fetchers.deadlines import Deadline
from fetchers.documents import Document
from pipeline.isolated_extraction import extract_isolated
from pipeline.isolation import Isolated, Limits
from pipeline.tables import Extracted

Work = Callable[[Document], Extracted]


def in_turn(work: Work, documents: Sequence[Document], until: Deadline) -> Iterator[Extracted]:
    """The results one after the other, in this process, as far as the time goes."""
    for document in documents:
        if until.passed():
            return
        yield work(document)


def over_workers(
    workers: int,
    limits: Limits,
    documents: Sequence[Document],
    until: Deadline,
    models: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Extracted]:
    """The results in the order of the documents, as far as the time goes; `models` by language."""
    with ExitStack() as stack:
        idle: queue.SimpleQueue[Isolated] = queue.SimpleQueue()
        for _ in range(min(workers, len(documents))):
            idle.put(stack.enter_context(closing(Isolated("extract", limits, models=models))))
        pool = stack.enter_context(ThreadPoolExecutor(max(1, workers), thread_name_prefix="extract"))

        def work(document: Document) -> Extracted | None:
            if until.passed():
                return None
            isolated = idle.get()
            try:
                return extract_isolated(isolated, document)
            finally:
                idle.put(isolated)

        for extracted in pool.map(work, documents):
            if extracted is None:
                pool.shutdown(wait=False, cancel_futures=True)
                return
            yield extracted
