"""`pytest --update`: what the program reads now becomes what is expected; a person reads the diff."""

from __future__ import annotations

from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]
_REWRITTEN = pytest.StashKey[list[Path]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update",
        action="store_true",
        help="rewrite the saved pages' expectations and raise the floors; fails once if a file changes",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("update") and config.getoption("numprocesses", None):
        raise pytest.UsageError("--update rewrites files: run it in one process, without -n")
    config.stash[_REWRITTEN] = []


@pytest.fixture(scope="session")
def rewritten(pytestconfig: pytest.Config) -> list[Path] | None:
    """Where whoever rewrites a file notes it; None if nothing may be rewritten."""
    return pytestconfig.stash[_REWRITTEN] if pytestconfig.getoption("update") else None


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if session.config.stash[_REWRITTEN] and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    paths = config.stash[_REWRITTEN]
    if not paths:
        return
    terminalreporter.section(f"{len(paths)} rewritten")
    for path in paths:
        terminalreporter.line(str(path.relative_to(_ROOT)))
    terminalreporter.line("Failed so that you read the diff (git diff fixtures); then run without --update.")
