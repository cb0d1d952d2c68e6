"""What is done with lists: import them, compare parties with them, settle hits."""

from .hits import settle_hit
from .importing import IMPORTING, import_list, import_list_at_console, start_import
from .screening import rescreen_watched, screen_party, watch_parties

__all__ = [
    "IMPORTING",
    "import_list",
    "import_list_at_console",
    "rescreen_watched",
    "screen_party",
    "settle_hit",
    "start_import",
    "watch_parties",
]
