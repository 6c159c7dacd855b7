"""Ids that are the same on every machine: hashes of few raw inputs, with a letter in front."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from urllib.parse import parse_qsl, urlencode, urlsplit

_LENGTH = 16
_DOT_BETWEEN = re.compile(r"(?<=[\u3400-\u9fff]) ?[?.•‧∙・·] ?(?=[\u3400-\u9fff])")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid", re.IGNORECASE)
_DEFAULT_PORT = re.compile(r":(80|443)$")


def stable_id(prefix: str, *parts: str | None) -> str:
    """`prefix-` and a hash of the parts; None and the empty string differ."""
    joined = "".join("\x00" if part is None else f"\x01{part}" for part in parts)
    return f"{prefix}-{hashlib.sha256(joined.encode('utf-8', 'replace')).hexdigest()[:_LENGTH]}"


def normalized_name(name: str) -> str:
    """Width, case, accents, punctuation and spacing folded away, for comparing names."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    return " ".join(re.sub(r"\bthe\b|[^\w\s]|_", " ", bare).split())


def canonical_person(name: str) -> str:
    """A person's name with one kind of space and, between Chinese characters, one dot: `博格丹·基里察`.

    Old pages lost the dot to their charset and show a question mark; others write any of five dots.
    """
    spaced = " ".join(unicodedata.normalize("NFKC", name).split())
    return _DOT_BETWEEN.sub("·", spaced)


class Ordinals:
    """Numbers things that are alike from 0, in the order in which they come."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[object, ...]] = Counter()

    def of(self, *what: object) -> int:
        self._seen[what] += 1
        return self._seen[what] - 1


def canonical_url(url: str) -> str:
    """One spelling of an address: no scheme, fragment, default port, tracking or order of the query."""
    parts = urlsplit(url.strip())
    host = _DEFAULT_PORT.sub("", parts.netloc.casefold())
    query = sorted((k, v) for k, v in parse_qsl(parts.query) if not _TRACKING.fullmatch(k))
    path = parts.path.rstrip("/") or "/"
    return f"{host}{path}?{urlencode(query)}" if query else f"{host}{path}"


def document_id(agency: str, url: str) -> str:
    return stable_id("d", agency, canonical_url(url))


def event_id(doc_id: str, event_type: str, date: str | None, party_names: list[str], ordinal: int) -> str:
    """`ordinal` counts events of one document that agree in everything else, in text order."""
    names = sorted(normalized_name(name) for name in party_names)
    return stable_id("e", doc_id, event_type, date, *names, str(ordinal))


def unknown_body_id(name: str, country: str | None) -> str:
    return stable_id("x", normalized_name(name), country)


def person_id(name: str, country: str | None, organization: str | None) -> str:
    """`organization` is a body's id where known, else a name."""
    return stable_id("p", normalized_name(name), country, organization and normalized_name(organization))


def instrument_id(event: str, kind: str, title: str | None, ordinal: int) -> str:
    return stable_id("i", event, kind, title and normalized_name(title), str(ordinal))


def lone_cluster_id(event: str) -> str:
    """The cluster of an event that shares what tells it with another, or that tells no day."""
    return stable_id("c", event)


def agreement_id(cluster: str, kind: str | None, ordinal: int) -> str:
    """`ordinal` counts instruments of one kind in the order of the first report."""
    return stable_id("a", cluster, kind, str(ordinal))
