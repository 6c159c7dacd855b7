"""How names of bodies are written: brought to one spelling, with or without their country."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from extractors.geography import PlaceMention, country_of, mentions, simplified

CHINESE = re.compile(r"[\u3400-\u9fff]")
_DOTTED = re.compile(r"\b(?:[a-z]\.\s?){2,}")
_POSSESSIVE = re.compile(r"['’]s\b")
_NOT_WORD = re.compile(r"[\W_]+")
_FORMERLY = re.compile(r"^原(?=国家|中国|质检|工商|食品)")
_SPELLING = {
    "centre": "center",
    "centres": "centers",
    "defence": "defense",
    "labour": "labor",
    "organisation": "organization",
    "programme": "program",
    "standardisation": "standardization",
}
_JOINT = re.compile(r"(?:\s+of)?(?:\s+the)?[\s,(]*$", re.IGNORECASE)


@lru_cache(maxsize=8192)
def normalized(name: str) -> str:
    """A name as it is compared: simplified characters, no case, points, articles or British spelling."""
    text = simplified(unicodedata.normalize("NFKC", name)).casefold().replace("&", " and ")
    text = _FORMERLY.sub("", text)
    text = _DOTTED.sub(lambda found: found[0].replace(".", "").replace(" ", "") + " ", text)
    words = _NOT_WORD.sub(" ", _POSSESSIVE.sub("", text)).split()
    joined = " ".join(_SPELLING.get(word, word) for word in words if word != "the")
    return joined.replace(" ", "") if CHINESE.search(joined) else joined


def without_country(name: str) -> tuple[str, str | None]:
    """The name without a country at its end or, failing that, its start; and that country."""
    found = [m for m in mentions(name) if m.kind in ("name", "demonym")]
    for mention in (*found[-1:], *found[:1]):
        rest = _cut(name, mention)
        if rest and (mention.country == country_of(name) or mention.country == "CN"):
            return rest, mention.country
    return name, None


def _cut(name: str, mention: PlaceMention) -> str:
    if mention.kind == "name" and not name[mention.end :].strip(" )."):
        return _JOINT.sub("", name[: mention.start]).strip()
    before = name[: mention.start].strip()
    return "" if before.casefold() not in ("", "the") else name[mention.end :].strip(" '’s,")
