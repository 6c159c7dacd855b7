"""What the seeded changes of layout came to, as a Markdown table: `python tests/fetchers/drift_table.py`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from drift_seeds import CASES, DRIFTS, Verdict, healthy, seeded

from fetchers.agencies import AGENCIES


def drifted() -> dict[tuple[str, str], Verdict]:
    """Every case with its verdict."""
    verdicts = {}
    for case in CASES:
        with tempfile.TemporaryDirectory() as directory:
            verdicts[case] = seeded(*case, Path(directory))
    return verdicts


def alarms() -> dict[str, list[Verdict]]:
    """The healthy days of every agency."""
    found = {}
    for name in AGENCIES:
        with tempfile.TemporaryDirectory() as directory:
            found[name] = list(healthy(name, Path(directory)))
    return found


def table(verdicts: dict[tuple[str, str], Verdict], days: dict[str, list[Verdict]]) -> str:
    """Caught, missed and false alarms, in Markdown."""
    return "\n".join([*_rows(verdicts), "", _sum(verdicts, days)])


def _rows(verdicts: dict[tuple[str, str], Verdict]) -> Iterator[str]:
    yield "| seeded change | caught | missed | reported as |"
    yield "| --- | --- | --- | --- |"
    for drift in DRIFTS:
        own = {name: verdict for (one, name), verdict in verdicts.items() if one == drift}
        missed = [name for name, verdict in own.items() if not verdict.reported]
        codes = sorted({code for verdict in own.values() for code in verdict.codes} - {"agency_failed"})
        told = ", ".join(f"`{code}`" for code in codes)
        yield f"| {drift} | {len(own) - len(missed)} of {len(own)} | {', '.join(missed) or '-'} | {told} |"


def _sum(verdicts: dict[tuple[str, str], Verdict], days: dict[str, list[Verdict]]) -> str:
    caught = sum(verdict.reported for verdict in verdicts.values())
    clean = [verdict for some in days.values() for verdict in some]
    false = sum(verdict.reported for verdict in clean)
    all_of_them = len(verdicts)
    return (
        f"Caught {caught} of {all_of_them} ({caught / all_of_them:.1%}), missed {all_of_them - caught}; "
        f"false alarms on {false} of {len(clean)} healthy days."
    )


if __name__ == "__main__":
    print(table(drifted(), alarms()))
