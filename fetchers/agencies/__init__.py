"""The agencies that are read: each file here declares one, and is found by being here."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from urllib.parse import urlsplit

from fetchers.declaration import Agency


def _declared() -> dict[str, Agency]:
    """Every `Agency` of the modules beside this one, by its name; TypeError for a file that declares none."""
    found: dict[str, Agency] = {}
    for module in sorted(info.name for info in iter_modules(__path__)):
        declared = [
            one for one in vars(import_module(f"{__name__}.{module}")).values() if isinstance(one, Agency)
        ]
        if [one.name for one in declared] != [module]:
            raise TypeError(f"fetchers/agencies/{module}.py must declare one Agency, named {module!r}")
        found[module] = declared[0]
    return found


AGENCIES: dict[str, Agency] = _declared()


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
