"""Which body a party is: the registry's, or an id of its own for one that the registry does not know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from extractors.geography import country_of
from pipeline.identifiers import unknown_body_id


@dataclass(frozen=True, slots=True)
class Resolved:
    """A body as the tables show it."""

    party_id: str
    canonical_name: str
    country: str | None
    matched_by: str

    @property
    def known(self) -> bool:
        return self.matched_by != "none"


class Body(Protocol):
    @property
    def body_id(self) -> str: ...
    @property
    def name_en(self) -> str | None: ...
    @property
    def name_zh(self) -> str | None: ...
    @property
    def country(self) -> str | None: ...
    @property
    def kind(self) -> str | None: ...


class Match(Protocol):
    @property
    def body(self) -> Body: ...
    @property
    def matched_by(self) -> str: ...


class Registry(Protocol):
    """What is needed of `extractors.bodies.Registry`."""

    def resolve(self, name: str, *, country: str | None = None, near: Sequence[str] = ()) -> Match | None: ...


# resolve(names fullest first, country, other words of the document)
Resolver = Callable[[Sequence[str], str | None, Sequence[str]], Resolved]


def registry_resolver(registry: Registry) -> Resolver:
    """Asks the registry for each form of a name, fullest first."""

    def resolve(names: Sequence[str], country: str | None, near: Sequence[str]) -> Resolved:
        for name in names:
            others = [*(other for other in names if other != name), *near]
            match = registry.resolve(name, country=country, near=tuple(others))
            # 白俄罗斯 beside 白俄罗斯驻华大使馆 is short for the embassy: nobody calls a government by less.
            if match is not None and (match.body.kind != "government" or name == names[0]):
                return _of_body(match, country)
        if shared := _international(registry, names, country):
            return _of_body(shared, country)
        told = country or next((found for name in names if (found := country_of(name))), None)
        return Resolved(unknown_body_id(names[0], told), names[0], told, "none")

    return resolve


def _international(registry: Registry, names: Sequence[str], country: str | None) -> Match | None:
    """A body of several countries, which a text may take for that of the one it names."""
    if country is None:
        return None
    found = (registry.resolve(name, country="INT") for name in names)
    return next((match for match in found if match and match.body.country == "INT"), None)


def _of_body(match: Match, country: str | None) -> Resolved:
    body = match.body
    name = body.name_en or body.name_zh or body.body_id
    return Resolved(body.body_id, name, body.country or country, match.matched_by)
