"""Time and memory of linking many events: `python -m benchmarks.linking [EVENTS]`, 100,000 by default.

The events are made up, but shaped as the real ones: each happening is told by one to four documents, some of
them dated by the month, the year or not at all; a few bodies are party to very many; names come in two
scripts. Linking means clusters, people and agreements with their ids; reading the registry is not counted.
"""

from __future__ import annotations

import random
import resource
import sys
import time
import tracemalloc
from dataclasses import dataclass
from datetime import date, timedelta

from extractors.bodies import registry
from pipeline.agreements import add_agreements
from pipeline.bodies_table import body_rows
from pipeline.cluster_ids import add_clusters
from pipeline.codes import FIELDS, INSTRUMENT_TYPES
from pipeline.correcting import Corrector
from pipeline.families import Families
from pipeline.identities import Identities
from pipeline.party_lines import join_lines
from pipeline.people import add_people
from pipeline.resolving import registry_resolver
from pipeline.rows import Row, Rows, empty_rows

_FIRST, _DAYS = date(1995, 1, 1), 30 * 365
_BUSY = ("cn-samr", "cn-sac", "cn-cnas", "cn-nim", "us-nist", "cn-cnca", "de-ptb", "gb-npl")
_SURNAMES = (("张", "Zhang"), ("李", "Li"), ("王", "Wang"), ("陈", "Chen"), ("曾", "Zeng"), ("单", "Shan"))
_GIVEN = (("伟", "Wei"), ("强", "Qiang"), ("朝华", "Zhaohua"), ("世宏", "Shihong"), ("建国", "Jianguo"))
_FOREIGN = (
    ("安东·沙拉耶夫", "Anton Shalaev"),
    ("马丁·米尔顿", "Martin Milton"),
    ("沃尔特·科潘", "Walter Copan"),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """How long linking took (seconds of this process) and what it needed at most (MiB above the rows)."""

    events: int
    clusters: int
    seconds: float
    mebibytes: float


def made_up_rows(n_events: int, seed: int = 7) -> Rows:
    """The rows of so many events, before linking."""
    chance, rows = random.Random(seed), empty_rows()
    bodies = list(registry().by_id.values())
    while len(rows["events"]) < n_events:
        _happening(rows, chance, [*chance.choices(_BUSY), *_others(chance, bodies)], n_events)
    return rows


def measure(n_events: int, *, memory: bool = False) -> Measured:
    """Links made-up events; `memory` traces allocations, which makes it several times slower."""
    rows, bodies = made_up_rows(n_events), body_rows(registry().by_id.values())
    if memory:
        tracemalloc.start()
    before = time.process_time()
    families, identities, corrector = Families(bodies), Identities(), Corrector(())
    join_lines(rows, families)
    add_clusters(rows, families, identities, corrector)
    add_people(rows, families, identities, corrector, registry_resolver(registry()))
    add_agreements(rows, families, identities)
    seconds = time.process_time() - before
    peak = tracemalloc.get_traced_memory()[1] / 2**20 if memory else 0.0
    if memory:
        tracemalloc.stop()
    clusters = len({row["cluster_id"] for row in rows["events"]})
    return Measured(len(rows["events"]), clusters, seconds, peak)


def _others(chance: random.Random, bodies: list[object]) -> list[str]:
    return [str(getattr(chance.choice(bodies), "body_id", "")) for _ in range(chance.choice((1, 1, 1, 2, 3)))]


def _happening(rows: Rows, chance: random.Random, parties: list[str], n_events: int) -> None:
    day = _FIRST + timedelta(days=chance.randrange(_DAYS))
    kind = chance.choice(("signing", "signing", "meeting", "announcement"))
    instrument, field = chance.choice(INSTRUMENT_TYPES), chance.choice(FIELDS)
    people = [(chance.choice(_SURNAMES), chance.choice(_GIVEN)), chance.choice(_FOREIGN)]
    for _ in range(min(chance.choice((1, 1, 2, 3, 4)), n_events - len(rows["events"]))):
        _report(rows, chance, day, kind, dict.fromkeys(parties), instrument, field, people)


def _report(
    rows: Rows,
    chance: random.Random,
    day: date,
    kind: str,
    parties: dict[str, None],
    instrument: str,
    field: str,
    people: list[tuple[object, object]],
) -> None:
    number = len(rows["events"])
    event, chinese = f"e-{number}", chance.random() < 0.5
    told = day + timedelta(days=chance.randrange(1, 9))
    written = chance.choice([day.isoformat()] * 7 + [day.isoformat()[:7], f"{day.year}", None])
    rows["documents"].append(
        {"doc_id": f"d-{number}", "agency": "made", "lang": "zh" if chinese else "en", "url": event}
        | {"published": told.isoformat()}
    )
    rows["events"].append(
        {"event_id": event, "doc_id": f"d-{number}", "cluster_id": "", "type": kind, "date": written}
        | {"date_start": day if written else None, "city": None, "country": None, "confidence": 0.9}
    )
    for body in parties:
        rows["parties"].append(
            {"event_id": event, "party_id": body, "name": body, "canonical_name": body}
            | {"country": body.split("-")[0].upper(), "matched_by": "exact"}
        )
    rows["instruments"].append(
        {"event_id": event, "instrument_id": f"i-{number}", "agreement_id": None, "type": instrument}
        | {"title": None, "count": 1, "status": "planned" if kind == "announcement" else "signed"}
    )
    rows["fields"].append({"event_id": event, "field": field})
    for name, body in zip(people, parties, strict=False):
        rows["signatories"].append(_person(event, _written(name, chinese), body))


def _written(name: tuple[object, object], chinese: bool) -> str:
    first, second = name
    if isinstance(first, tuple) and isinstance(second, tuple):
        return f"{first[0]}{second[0]}" if chinese else f"{first[1]} {second[1]}"
    return str(first if chinese else second)


def _person(event: str, name: str, body: str) -> Row:
    return {
        "event_id": event,
        "person_id": f"p-{name}",
        "name": name,
        "canonical_name": name,
        "title": None,
        "organization": None,
        "party_id": body,
        "country": body.split("-")[0].upper(),
        "role": "signatory",
    }


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    for size in (wanted // 4, wanted // 2, wanted):
        print(measure(size), flush=True)
    print(f"whole process, at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    for size in (wanted // 20, wanted // 10, wanted // 5):
        print(measure(size, memory=True), flush=True)
