"""What changes people, organisations and roles."""

from __future__ import annotations

from .joining import ROLES_OF, RoleMismatch, join

__all__ = ["ROLES_OF", "RoleMismatch", "join"]
