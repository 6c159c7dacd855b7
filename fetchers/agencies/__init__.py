"""The agencies that are read. A new one: copy the shortest file here, describe the site, name it below."""

from __future__ import annotations

from urllib.parse import urlsplit

from fetchers.agencies.cnas import CNAS
from fetchers.agencies.cnca import CNCA
from fetchers.agencies.nist import NIST
from fetchers.agencies.sac import SAC
from fetchers.agencies.samr import SAMR
from fetchers.agencies.sesec import SESEC
from fetchers.declaration import Agency

AGENCIES: dict[str, Agency] = {agency.name: agency for agency in (SAMR, CNAS, SAC, CNCA, NIST, SESEC)}


def agency_of(url: str) -> Agency | None:
    """The agency on whose hosts the address lies, or None."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return None
    return next((agency for agency in AGENCIES.values() if host in agency.hosts), None)


def archived_agency_of(url: str) -> Agency | None:
    """The agency that now answers for a page gone from the live sites, such as one of a predecessor."""
    bare = url.split("://", 1)[-1]
    return next(
        (agency for agency in AGENCIES.values() if any(bare.startswith(era.prefix) for era in agency.eras)),
        None,
    )
