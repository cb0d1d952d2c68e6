"""Rulings: the authority says which list entries apply to an item, asked before a bid or of its own motion in a case."""
