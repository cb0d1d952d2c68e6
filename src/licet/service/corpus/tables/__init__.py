"""Tables of transfers, answered row by row for officials: `licet evaluate` as a page."""
