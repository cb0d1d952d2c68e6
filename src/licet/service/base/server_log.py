"""gunicorn speaks as the rest does, and keeps no log of addresses."""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger

from .logs import Line, shape


class ServerLog(Logger):  # type: ignore[misc]
    """Named by `licet serve` as gunicorn's logger class."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Line(shape()))
        self.access_log.disabled = True
        self._access_log_enabled = False
