"""A worker that does to itself what its page says."""

from __future__ import annotations

import os
import sys
import time
from typing import Any

from pipeline.worker import serve


def _obey(header: dict[str, Any], body: bytes) -> dict[str, Any]:
    match header["do"]:
        case "die":
            os.kill(os.getpid(), 11)
        case "spin":
            while True:
                pass
        case "sleep":
            time.sleep(60)
        case "eat":
            _kept = bytearray(10**9)
        case "write":
            with open(header["file"], "wb") as file:  # noqa: PTH123
                file.write(b"x")
        case "print":
            print("not an answer")
            os.write(1, b"not an answer")
    return {"pid": os.getpid(), "size": len(body), "environment": dict(os.environ)}


if __name__ == "__main__":
    serve({"obey": lambda: _obey}, sys.argv[1:])
