"""How long a file is kept, what holds it, and its destruction by two people."""
