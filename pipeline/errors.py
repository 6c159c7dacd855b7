"""Errors meant for the person at the command line: each says what, where and what to do."""

from __future__ import annotations


class PactwireError(Exception):
    """Something failed; `exit_code` is what the command ends with, nothing was published."""

    exit_code = 1


class UsageError(PactwireError):
    """The command was given something that it cannot work with."""

    exit_code = 2


class SettingsError(UsageError):
    """The settings file, or a variable that overrides it, is missing or wrong."""


class InputError(PactwireError):
    """A file handed in cannot be read as what it should be."""


class DatasetError(PactwireError):
    """A published dataset is missing, damaged, newer than this version, or cannot be written."""


class ContractError(PactwireError):
    """Rows break the schema; nothing may be published."""


class GateError(PactwireError):
    """The rows lost too much against the last version; nothing may be published."""


class StoreError(PactwireError):
    """The store of earlier runs is damaged, newer than this version or in use."""
