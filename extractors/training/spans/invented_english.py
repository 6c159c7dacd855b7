"""English names that nobody bears: people, bodies, positions and places put together from lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from random import Random

from extractors.bodies import registry
from extractors.geography import cities, country_names, demonyms
from extractors.lexicons import lines
from extractors.training.spans.exchange import Invent

_CHINESE = (
    "Zhang", "Wang", "Li", "Liu", "Chen", "Yang", "Huang", "Zhao", "Wu", "Zhou", "Xu", "Sun", "Ma", "Zhu",
    "Hu", "Guo", "He", "Lin", "Gao", "Luo", "Zheng", "Liang",
)  # fmt: skip
_GIVEN = (
    "Wei", "Fang", "Jianguo", "Xiaoming", "Meiling", "Yong", "Haitao", "Qingyun", "Zhaohua", "Shijie",
    "Guoqiang", "Lan", "Bo", "Ruoxi", "Dongmei",
)  # fmt: skip
_PARTICLES = (
    "van", "de", "der", "van der", "bin", "al", "da", "dos", "von", "bint", "Mac", "le", "di", "uulu",
)  # fmt: skip
_HONORED = ("U", "Dato'", "Haji", "Shri", "Dasho", "Tan Sri", "Capt.", "Hon.", "Datuk", "Sheikh")
_TOPICS = (
    "Standards", "Metrology", "Accreditation", "Standardization", "Quality", "Certification", "Measurement",
    "Industry", "Trade", "Health", "Food Safety", "Technical Regulation", "Testing", "Science and Technology",
    "Quality Assurance", "Competition", "Consumer Protection", "Intellectual Property", "Industrial Research",
    "Economy", "Agriculture", "Commerce", "Environment", "Energy", "Physics", "Weights and Measures",
)  # fmt: skip
_HEADS = (
    "Institute", "Bureau", "Agency", "Authority", "Centre", "Center", "Council", "Organization", "Laboratory",
    "Board", "Administration", "Commission", "Office", "Service", "Ministry", "Department", "Directorate",
    "Academy", "University", "Association", "Federation", "Society", "Foundation", "Inspectorate",
    "Committee",
)  # fmt: skip
_FIRMS = (
    "Ltd", "Inc.", "GmbH", "LLC", "S.A.", "Group", "Technologies", "Instruments", "Systems", "AG", "Labs",
)  # fmt: skip


def person(written: str, draw: Random) -> str:
    """Another person, named as fully as the one written."""
    parts = len(written.split())
    if parts == 1:
        return _case(written, _word(draw))
    kind = draw.random()
    if kind < 0.15:
        family, given = draw.choice(_CHINESE), draw.choice(_GIVEN)
        return f"{family.upper() if draw.random() < 0.2 else family} {given}"
    first = _word(draw) if kind < 0.8 else f"{draw.choice('ABCDEFGHIJKLMNOPRSTVWYZ')}."
    if 0.8 <= kind < 0.88:
        first += f" {draw.choice('ABCDEFGHJKLMNOPRSTVW')}."
    middle = [_word(draw)] if parts > 2 and draw.random() < 0.4 else []
    middle += [draw.choice(_PARTICLES)] if draw.random() < 0.08 else []
    last = f"{_word(draw)}-{_word(draw)}" if draw.random() < 0.15 else _word(draw)
    honored = [draw.choice(_HONORED)] if draw.random() < 0.03 else []
    return _case(written, " ".join([*honored, first, *middle, last]))


def body(written: str, draw: Random) -> str:
    """Another body: an acronym for an acronym, else one of the registry or one that there is not."""
    if " " not in written:
        return _acronym(draw) if written.isupper() else draw.choice((_word(draw), _acronym(draw)))
    kind = draw.random()
    if kind < 0.35:
        return draw.choice(_registered())
    topic, head = draw.choice(_TOPICS), draw.choice(_HEADS)
    if draw.random() < 0.3:
        topic += f" and {draw.choice(_TOPICS)}"
    if kind < 0.55:
        return f"{head} of {topic}" + (f" of {draw.choice(_lands())}" if draw.random() < 0.4 else "")
    if kind < 0.75:
        return f"{draw.choice(_places())} {topic} {head}"
    if kind < 0.85:
        return f"{draw.choice(('National', 'General', 'State', 'Federal', 'Royal'))} {topic} {head}"
    if kind < 0.95:
        return f"{_word(draw)} {draw.choice((*_FIRMS, draw.choice(_HEADS), draw.choice(_TOPICS)))}"
    return f"{_word(draw)} {_word(draw)}"


def place(written: str, draw: Random) -> str:
    """A country for a country, else a city."""
    return draw.choice(_lands() if written in country_names("en") else _towns())


def title(pool: Sequence[str]) -> Invent:
    """Gives positions of a list, written small where the other one was."""

    def another(written: str, draw: Random) -> str:
        chosen = draw.choice(pool)
        return chosen if written[:1].isupper() else chosen.lower()

    return another


def invented(titles: Sequence[str]) -> Mapping[str, Invent]:
    """What each label's spans are exchanged for."""
    return {"PERSON": person, "ORG": body, "LOC": place, "TITLE": title(sorted(set(titles)))}


def _case(written: str, name: str) -> str:
    return name.upper() if written.isupper() and len(written) > 4 else name


def _word(draw: Random) -> str:
    return draw.choice(_parts()).title()


def _acronym(draw: Random) -> str:
    letters = "".join(draw.choice("ABCDEFGHIJKLMNOPRSTUVWZ") for _ in range(draw.choice((3, 4, 4, 5))))
    return letters if draw.random() < 0.85 else letters.capitalize() + draw.choice(("Met", "Std", "net"))


@cache
def _parts() -> tuple[str, ...]:
    return tuple(sorted(word for word in lines("en_names") if len(word) > 2))


@cache
def _registered() -> tuple[str, ...]:
    return tuple(sorted({form for form, _ in registry().forms("en") if " " in form}))


@cache
def _lands() -> tuple[str, ...]:
    return tuple(sorted(country_names("en")))


@cache
def _towns() -> tuple[str, ...]:
    return tuple(sorted(name for name in cities("en") if name[:1].isupper()))


@cache
def _places() -> tuple[str, ...]:
    return (*_lands(), *sorted(demonyms()), *_towns()[::4])
