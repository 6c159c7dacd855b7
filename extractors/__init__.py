"""From text to cooperation events: knows language, nothing of HTTP, HTML or tables."""

from extractors.extraction import EmptyTextError, ExtractionError, UnknownLanguageError, extract

__all__ = ["EmptyTextError", "ExtractionError", "UnknownLanguageError", "extract"]
