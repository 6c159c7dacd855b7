"""Settings: one TOML file, every default written here, each overridden by an environment variable."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from fetchers.settings import FetchSettings
from pipeline.errors import SettingsError
from pipeline.isolation import Limits

CONFIG_VARIABLE = "PACTWIRE_CONFIG"
DEFAULT_FILE = Path("pactwire.toml")
CORRECTIONS = Path("corrections.csv")
_PREFIX = "PACTWIRE_"

# Derived from `paths.state`: one place for all that a run remembers.
DERIVED_FETCH = ("archive_dir", "state_path")


class Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Paths(Section):
    output: Path = Field(default=Path("output"), description="where the dataset is published")
    state: Path = Field(
        default=Path("state"), description="what runs remember: archive, pages seen, what was extracted"
    )
    corrections: Path | None = Field(
        default=None, description="what a person decided; unset: corrections.csv beside this file"
    )
    metrics: Path | None = Field(
        default=None, description="OpenMetrics file of the latest run (default: metrics.txt in the state)"
    )


class Run(Section):
    seconds: float = Field(
        default=8 * 3600.0,
        gt=0,
        description="the longest time for a run; what is not fetched or read by then waits for the next",
    )
    page_seconds: float = Field(
        default=6.0,
        gt=0,
        description="the most processor time to read one page or to extract one document; five times as much "
        "on the clock",
    )
    page_memory_mib: int = Field(
        default=512, ge=16, description="the most memory that one page may take, beyond an idle worker's"
    )
    agencies: list[str] = Field(default=[], description="which agencies to ask; empty: all")
    since: date | None = Field(
        default=None, description="ignore what was published before this day (2024-01-31)"
    )
    limit: int | None = Field(default=None, ge=1, description="at most so many pages of an agency")
    engine: Literal["serial", "processes"] = Field(
        default="processes",
        description="processes: in workers that a page can take down alone; serial: in the run's own process",
    )
    workers: int = Field(default=1, ge=1, le=256, description="worker processes of the engine `processes`")

    def limits(self) -> Limits:
        return Limits(self.page_seconds, self.page_memory_mib * 2**20)


class Models(Section):
    en: str = Field(
        default="own",
        description="who is asked about English names: our `own` model, `none`, or a spaCy package",
    )
    zh: str = Field(default="own", description="the same for Chinese names")


class Publish(Section):
    keep_versions: int = Field(
        default=5, ge=1, description="how many versions of the dataset stay in output/versions"
    )


class Retention(Section):
    archive_days: int = Field(
        default=400,
        ge=1,
        description="archives that nothing refers to any more are removed after so many days",
    )
    runs: int = Field(default=1000, ge=1, description="how many runs are remembered in runs.jsonl")


class Gates(Section):
    accept: list[str] = Field(
        default=[],
        description="agencies that pass their gates whatever is found: name one after a look at it",
    )
    least_documents: float = Field(
        default=0.95, ge=0, le=1, description="least share of an agency's documents in the last version"
    )
    least_events: float = Field(
        default=0.5, ge=0, le=1, description="least share of an agency's events in the last version"
    )
    most_failed: float = Field(
        default=0.2, ge=0, le=1, description="largest share of an agency's documents that extraction fails on"
    )
    most_growth: float = Field(
        default=2.0, ge=1, description="more than so many times an agency's documents is told as a doubt"
    )
    fill_change: float = Field(
        default=0.2, ge=0, le=1, description="a larger change of the share of events with a date is told too"
    )


class Log(Section):
    format: Literal["auto", "json", "pretty"] = Field(
        default="auto", description="auto: pretty on a terminal, one JSON line an event elsewhere"
    )
    level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="debug, info, warning or error"
    )


class Settings(Section):
    """All settings; `fetch` has what `fetchers.settings` describes."""

    paths: Paths = Paths()
    run: Run = Run()
    models: Models = Models()
    publish: Publish = Publish()
    gates: Gates = Gates()
    retention: Retention = Retention()
    log: Log = Log()
    fetch: FetchSettings = FetchSettings()


def load_settings(path: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of a file (`path`, else PACTWIRE_CONFIG, else ./pactwire.toml if there), then overrides.

    A file that was named but is missing is an error; without any file the defaults hold.
    """
    variables = os.environ if environment is None else environment
    file, named = _file(path, variables)
    values = _read(file, named=named)
    where = str(file) if values else "the defaults"
    for name in sorted(variables):
        if name.startswith(_PREFIX) and name != CONFIG_VARIABLE:
            _override(values, name, variables[name])
            where = f"{where} or {name}"
    settings = _settings(values, where)
    if settings.paths.corrections is not None or file.parent == CORRECTIONS.parent:
        return settings
    return with_overrides(settings, {"paths": {"corrections": file.parent / CORRECTIONS}})


def _file(path: Path | None, variables: Mapping[str, str]) -> tuple[Path, bool]:
    if path is not None:
        return path, True
    if named := variables.get(CONFIG_VARIABLE):
        return Path(named), True
    return DEFAULT_FILE, False


def _read(file: Path, *, named: bool) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        if not named:
            return {}
        raise SettingsError(
            f"the settings file {file} does not exist: write one with `pactwire init`"
        ) from None
    except OSError as error:
        raise SettingsError(f"the settings file {file} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"the settings file {file} is not valid TOML: {error}") from error


def _override(values: dict[str, Any], name: str, text: str) -> None:
    """Sets what PACTWIRE_<SECTION>_<NAME> names; a variable that names nothing is a misspelt one."""
    section, _, key = name.removeprefix(_PREFIX).lower().partition("_")
    model = Settings.model_fields.get(section)
    fields = getattr(model.annotation, "model_fields", {}) if model else {}
    if key not in fields:
        raise SettingsError(f"the variable {name} names no setting: `pactwire init --stdout` shows them all")
    if isinstance(values.setdefault(section, {}), dict):  # what is no table is refused with the other values
        values[section][key] = _parsed(text)


def _parsed(text: str) -> Any:
    """A TOML value where it is one (12, true, ["samr"]), else the text itself."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text or None


def _settings(values: dict[str, Any], where: str) -> Settings:
    for name in DERIVED_FETCH:
        if isinstance(values.get("fetch"), dict) and name in values["fetch"]:
            raise SettingsError(f"fetch.{name} in {where} follows from paths.state: set that instead")
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        setting = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"the setting {setting} in {where} is wrong: {first['msg']}") from error


def with_overrides(settings: Settings, overrides: Mapping[str, Mapping[str, Any]]) -> Settings:
    """The settings with these values instead, by section; None leaves a value as it is."""
    values = settings.model_dump(exclude={"fetch": set(DERIVED_FETCH)})
    for section, changes in overrides.items():
        values[section] |= {name: value for name, value in changes.items() if value is not None}
    return _settings(values, "the command line")
