"""Looking up a host's addresses within a time limit, which the system's own resolver does not have."""

from __future__ import annotations

import queue
import socket
import threading

import httpcore

_Answer = list[str] | OSError | ValueError


def look_up(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a host, each once; httpcore.ConnectError if it has none, ConnectTimeout if none comes.

    A look-up cannot be broken off: one that hangs keeps its thread, which dies with the process. How many
    there can be is bounded, since a host that fails repeatedly is asked nothing more.
    """
    answers: queue.SimpleQueue[_Answer] = queue.SimpleQueue()
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
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        answers.put(error)
    else:
        answers.put(list(dict.fromkeys(str(answer[4][0]).split("%")[0] for answer in found)))
