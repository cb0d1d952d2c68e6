"""Speed, measured and never asserted: each module prints one table. `make bench` runs them all."""
