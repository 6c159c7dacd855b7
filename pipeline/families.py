"""How bodies hang together: successors are one line, and a part belongs to its whole."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.rows import Row, text


class Families:
    """The lines and families of the table `bodies`; a body that it lacks stands for itself."""

    def __init__(self, bodies: Iterable[Row]) -> None:
        self._row = {text(row, "body_id"): row for row in bodies}
        self._lines: dict[str, str] = {}
        self._kin: dict[str, frozenset[str]] = {}

    def line(self, body_id: str) -> str:
        """The last of the bodies that took its place, one after the other: AQSIQ is in the line of SAMR."""
        if body_id not in self._lines:
            seen = [body_id]
            while (successor := self._linked(seen[-1], "successor_id")) and successor not in seen:
                seen.append(successor)
            self._lines[body_id] = seen[-1]
        return self._lines[body_id]

    def are_kin(self, one: str, other: str) -> bool:
        """Whether one is a part of the other (SAC of SAMR), or both are one body at different times."""
        return self.line(one) == self.line(other) or bool(
            self.line(one) in self.wholes(other) or self.line(other) in self.wholes(one)
        )

    def is_government(self, body_id: str) -> bool:
        return self._linked(body_id, "kind") == "government"

    def existed(self, body_id: str, year: int) -> bool:
        """Whether the registry lets it exist in that year; what it does not say is open."""
        since, until = (self._linked(body_id, column) for column in ("valid_from", "valid_to"))
        return (not since or int(since[:4]) <= year) and (not until or year <= int(until[:4]))

    def wholes(self, body_id: str) -> frozenset[str]:
        """The lines of the bodies that it, or its line, belongs to; governments hold nobody together."""
        if body_id not in self._kin:
            seen: list[str] = []
            for start in (body_id, self.line(body_id)):
                current = start
                while (parent := self._linked(current, "parent_id")) and parent not in seen:
                    seen.append(parent)
                    current = parent
            self._kin[body_id] = frozenset(
                self.line(whole) for whole in seen if not self.is_government(whole)
            )
        return self._kin[body_id]

    def _linked(self, body_id: str, column: str) -> str | None:
        row = self._row.get(body_id)
        value = row[column] if row else None
        return value if isinstance(value, str) else None
