from __future__ import annotations

from typing import Any


def store(**named: Any) -> Any:
    from licet.service.files.services import store as keep

    return keep(**named)
