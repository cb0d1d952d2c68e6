"""Which registers can be read, and by what. A further register is a further reader and a line here."""

from __future__ import annotations

from collections.abc import Callable

from licet.service.base.imports import Progress

from .models import Profile
from .nl.profile import Reading
from .nl.profile import read as read_nl

READERS: dict[str, Callable[[bytes, Progress], Reading]] = {
    Profile.NL_DUAL_USE: read_nl,
    Profile.INVENTED: read_nl,
}
