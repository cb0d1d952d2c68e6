"""Guidance by topic: made from the law and the lawyer's prose, read by the public in the version somebody adopted."""
