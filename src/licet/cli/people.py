"""`licet people invite EMAIL`: a one-time address for somebody, above all for the first administrator."""

from __future__ import annotations

import argparse

from .exits import OK, BadInput

ROLES = ("administrator", "officer", "assessor", "approver", "adviser", "auditor", "exporter")


def configure(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True, metavar="invite")
    invite = acts.add_parser("invite", help="print a one-time address that makes an account")
    invite.add_argument("email", metavar="EMAIL", help="whose account it will be")
    invite.add_argument("--role", required=True, choices=ROLES, help="what the person does")
    invite.add_argument("--organisation", metavar="NAME", help="default: the authority (LICET_AUTHORITY)")
    invite.add_argument(
        "--country", metavar="XX", default="", help="of an organisation that is not here yet: its two letters"
    )


def run(args: argparse.Namespace) -> int:
    from .django_setup import setup

    setup()
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.db import OperationalError, ProgrammingError

    from licet.service.people.services.joining import RoleMismatch

    try:
        validate_email(args.email)
        print(_invited(args))
    except ValidationError:
        raise BadInput(f"{args.email} is no e-mail address. Write one like name@example.org.") from None
    except RoleMismatch as refused:
        raise BadInput(f"--role: {refused}") from None
    except (OperationalError, ProgrammingError) as error:
        raise BadInput(f"The database cannot be used ({error}). Run `licet manage migrate` first.") from None
    return OK


def _invited(args: argparse.Namespace) -> str:
    from django.conf import settings

    from licet.service.base.countries import INVENTED, NAMES
    from licet.service.people.models import Role
    from licet.service.people.services.inviting import UnknownCountry, invite_from_console

    name = args.organisation or settings.AUTHORITY_NAME
    country = args.country.upper()
    if country and country not in NAMES and country not in INVENTED:
        raise BadInput(f"--country {args.country}: no such country. Give its two letters, like BE.")
    try:
        return invite_from_console(
            email=args.email, name=name, country=country, role=Role(args.role), site=_site()
        )
    except UnknownCountry:
        raise BadInput(f"{name} is not here yet. Give --country, its two letters, like BE.") from None


def _site() -> str:
    """The site's own address: the first host with HTTPS, or where it listens on this machine."""
    from django.conf import settings

    return f"https://{settings.ALLOWED_HOSTS[0]}" if settings.HTTPS else f"http://{settings.BIND}"
