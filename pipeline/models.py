"""The trained models that the settings choose for the readers' second opinion."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fetchers.documents import Document
from pipeline.errors import SettingsError
from pipeline.settings import Models
from pipeline.tables import Extracted


def use(models: Models) -> tuple[str, ...]:
    """Let the readers of this process ask these models; what they are, where they are not our own."""
    from extractors.witness import WitnessError, choose

    try:
        return choose(models.model_dump())
    except WitnessError as error:
        raise SettingsError(f"models: {error}") from error


def reading_with(
    chosen: Mapping[str, str], work: Callable[[Document], Extracted], document: Document
) -> Extracted:
    """`work` on a document with the models chosen in whichever process it runs."""
    from extractors.witness import choose

    choose(chosen)
    return work(document)
