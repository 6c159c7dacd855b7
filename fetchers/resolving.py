"""Looking up a host's addresses within a time limit, which the system's own resolver does not have."""

from __future__ import annotations

import queue
import socket
import threading

import httpcore

_SLOTS = threading.BoundedSemaphore(16)
_Answer = list[str] | OSError | ValueError


def look_up(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a host, each once; httpcore.ConnectError if it has none, ConnectTimeout if none comes.

    A look-up cannot be broken off: one that hangs keeps its thread, which dies with the process. There are
    never more than a few of those: while all of them hang, a further look-up fails in its turn.
    """
    answers: queue.SimpleQueue[_Answer] = queue.SimpleQueue()
    if not _SLOTS.acquire(timeout=max(seconds, 0.001)):
        raise httpcore.ConnectTimeout(f"{host}: every look-up hangs")
    threading.Thread(target=_ask, args=(host, port, answers), name=f"dns {host}"[:40], daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0.001))
    except queue.Empty:
        raise httpcore.ConnectTimeout(f"{host}: no address within {seconds:.1f} s") from None
    if isinstance(answer, Exception):
        raise httpcore.ConnectError(f"{host}: {answer}") from None
    return answer


def _ask(host: str, port: int, answers: queue.SimpleQueue[_Answer]) -> None:
    try:
        answers.put(_addresses(host, port))
    finally:
        _SLOTS.release()


def _addresses(host: str, port: int) -> _Answer:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        return error
    return list(dict.fromkeys(str(answer[4][0]).split("%")[0] for answer in found))
