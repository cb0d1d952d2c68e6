"""Run in a process of its own: drafts that only have to be submitted, and a session for everybody. Prints them as JSON."""

from __future__ import annotations

import json
import sys
from unittest.mock import patch

import django


def main(drafts: int) -> None:
    from cast import client_for

    from licet.service.applications import demo
    from licet.service.people.demo import create_people

    people = create_people()
    elena = people["elena"]
    made = []
    for number in range(drafts):
        with (
            patch.object(demo, "TOOLKIT_TITLE", f"Deal {number}"),
            patch("licet.service.applications.services.submit", lambda application, **_: application),
        ):
            made.append(str(demo._toolkit(elena, elena.posts[0].organisation).pk))
    sessions = {key: client_for(user).cookies["sessionid"].value for key, user in people.items()}
    sys.stdout.write(json.dumps({"drafts": made, "sessions": sessions}) + "\n")


if __name__ == "__main__":
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "licet.service.base.settings"
    django.setup()
    main(int(sys.argv[1]))
