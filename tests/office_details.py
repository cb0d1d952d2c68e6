"""An invented office, as an administrator would write it down."""

OFFICE = {
    "name": "Export Control Office of Somewhere",
    "address": "1 Street\n9999 Somewhere",
    "email": "office@example.org",
    "phone": "+00 1 23",
    "appeal_body": "the High Court",
    "appeal_body_fr": "la Haute Cour",
}
