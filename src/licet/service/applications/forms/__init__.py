"""The forms of the exporter's pages."""
