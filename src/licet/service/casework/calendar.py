"""Working days, counted on a named public-holiday calendar (`LICET_CALENDAR`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.metadata import version

import holidays
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from licet.service.base.countries import name_of

_STORED = re.compile(r"(?P<code>[A-Z]{2,8}) (?P<version>[0-9][^ ]*)")
EURO_AREA = "XECB"
"""The calendar of the euro area's payment system."""


@dataclass(frozen=True, slots=True)
class Due:
    """A due date, and the calendar that gave it, by code and version: stored with what is due, in no language."""

    on: date
    calendar: str


@lru_cache(maxsize=4)
def _calendar(code: str) -> holidays.HolidayBase:
    financial = holidays.list_supported_financial(include_aliases=False)
    try:
        return holidays.financial_holidays(code) if code in financial else holidays.country_holidays(code)
    except NotImplementedError as unknown:
        raise ImproperlyConfigured(
            f"LICET_CALENDAR={code!r} is no known calendar. Use a country code such as BE, or XECB (euro area banks)."
        ) from unknown


def due_after(start: date, working_days: int) -> Due:
    """The `working_days`-th working day after `start`; the day itself is not counted."""
    code = settings.CALENDAR
    due = _calendar(code).get_nth_working_day(start, working_days)
    return Due(due, _named(code))


def _named(code: str) -> str:
    """“XECB 0.109”: enough to count again, and to be told in the reader's language."""
    return f"{code} {version('holidays')}"


def in_words(stored: str) -> str:
    """“working days of euro area banks, calendar XECB, edition 0.109”. Notes of before hold such words and stay as written."""
    found = _STORED.fullmatch(stored)
    if found is None:
        return stored
    code = found["code"]
    whose = _("euro area banks") if code == EURO_AREA else name_of(code)
    shown = {"whose": whose, "code": code, "version": found["version"]}
    return _("working days of %(whose)s, calendar %(code)s, edition %(version)s") % shown
