"""The site. An app imports only from apps above its own floor (docs/decisions/0001-the-house.md)."""
