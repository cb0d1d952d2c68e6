"""The rules as clauses: for a solver where a diagram is too large, and for whoever brings one of their own."""
