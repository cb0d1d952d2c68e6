"""Bad input, said so that whoever wrote it can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class InputError(Exception):
    """The document cannot be read: which field (`transfers[0].act`), why, and the nearest valid name."""

    def __init__(self, field: str, reason: str, nearest: str | None = None) -> None:
        super().__init__(field, reason, nearest)
        self.field, self.reason, self.nearest = field, reason, nearest

    def __str__(self) -> str:
        hint = f" Did you mean {self.nearest!r}?" if self.nearest else ""
        return f"{self.field}: {self.reason}{hint}"


COMMON_SLIPS = {"UK": "GB", "EL": "GR", "JA": "JP", "SP": "ES", "SW": "SE"}


def nearest_name(name: object, valid: Iterable[str]) -> str | None:
    names = list(valid)
    if str(name) in COMMON_SLIPS and COMMON_SLIPS[str(name)] in names:
        return COMMON_SLIPS[str(name)]
    folded = {known.casefold(): known for known in names}
    close = get_close_matches(str(name).casefold(), folded, n=1, cutoff=0.5)
    return folded[close[0]] if close else None


def not_among(field: str, what: str, name: object, valid: Iterable[str]) -> InputError:
    names = sorted(valid)
    listed = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return InputError(field, f"{name!r} is not {what}. Valid: {listed}.", nearest_name(name, names))
