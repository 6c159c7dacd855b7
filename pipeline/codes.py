"""The closed lists of codes, and the CAMEO code of an event. Their meaning stands in docs/guidelines.md."""

from __future__ import annotations

from collections.abc import Collection

EVENT_TYPES = ("signing", "meeting", "conference", "announcement")
ROLES = ("signatory", "witness", "participant")
STATUSES = ("signed", "renewed", "planned", "in_force", "ended")
BASES = ("written", "year_inferred", "relative", "none")
# The basis of a date that a person set.
CORRECTED = "corrected"
PRECISIONS = ("day", "month", "season", "year", "decade", "century", "span", "yearless", "none")
SEVERITIES = ("error", "warning", "info")
MATCHED_BY = ("exact", "alias", "acronym", "translation", "fuzzy", "correction", "none")
RELATIONS = ("renews", "plans", "brings_into_force", "ends")
SURE = ("high", "medium", "low")
INSTRUMENT_TYPES = (
    "memorandum_of_understanding",
    "agreement",
    "protocol",
    "arrangement",
    "letter_of_intent",
    "declaration",
    "plan",
    "minutes",
    "contract",
    "cooperation_document",
)
FIELDS = (
    "metrology",
    "standardization",
    "conformity_assessment",
    "accreditation",
    "certification",
    "inspection_testing",
    "product_quality",
    "food_safety",
    "special_equipment",
    "market_supervision",
    "competition",
    "consumer_protection",
    "intellectual_property",
    "science_technology",
    "cybersecurity",
    "manufacturing",
    "energy_environment",
    "health",
    "trade",
    "training_capacity",
)

# CAMEO 057 is "sign formal agreement". Meetings and conferences carry the parent 040 ("consult, not
# specified below"): its children 041 to 044 tell who travelled to whom, which depends on the party
# looked at. An announcement is 030 ("express intent to cooperate") while its instrument is planned,
# else 010 ("make statement, not specified below").
_CAMEO = {"signing": "057", "meeting": "040", "conference": "040"}


def cameo(event_type: str, statuses: Collection[str]) -> str:
    """The CAMEO code of an event of this type whose instruments have these statuses."""
    if event_type == "announcement":
        return "030" if "planned" in statuses else "010"
    return _CAMEO[event_type]
