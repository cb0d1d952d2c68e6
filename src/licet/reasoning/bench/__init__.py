"""The policy bench: two laws held against each other, gaps, amendments. All of it by diagrams, so exact."""
