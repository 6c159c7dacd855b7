"""The page on settings, as Markdown: `python -m pipeline.settings_page` prints it."""

from __future__ import annotations

from pipeline.settings import Settings
from pipeline.settings_file import settings_toml

_INTRODUCTION = """\
# Settings

<!-- Generated: python -m pipeline.settings_page > docs/settings.md -->

`pactwire init` writes this file. It is looked for at `--config`, then at `PACTWIRE_CONFIG`, then as
`pactwire.toml` in the current directory; without any the defaults hold. A file that was named but is missing
is an error, as is a name that does not exist here.

`PACTWIRE_<SECTION>_<NAME>` overrides a value: `PACTWIRE_RUN_AGENCIES='["samr"]'`. The command line
overrides both.
"""


def settings_page() -> str:
    """The whole page."""
    return f"{_INTRODUCTION}\n```toml\n{settings_toml(Settings())}```\n"


if __name__ == "__main__":
    print(settings_page(), end="")
