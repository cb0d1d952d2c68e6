from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from licet.service.records.roles import WrongRole, grant


class Command(BaseCommand):
    help = "PostgreSQL: make the role the site runs as, without ownership and without rights that would alter the ledger."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role")
        parser.add_argument(
            "--password-file", type=Path, help="set this password; leave out for peer or trust login"
        )

    def handle(self, *args: Any, role: str, password_file: Path | None, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL has roles. On SQLite the triggers alone protect the ledger.")
        password = password_file.read_text(encoding="utf-8").strip() if password_file else ""
        try:
            with transaction.atomic():
                tables = grant(connection, role, password)
        except WrongRole as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"{role} may now use {tables} tables and owns none.")
