"""A transparency log: canonical entries, keyed commitments, a Merkle tree (RFC 9162) and signed checkpoints."""
