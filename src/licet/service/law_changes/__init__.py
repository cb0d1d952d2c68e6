"""What the law of today says of answers given under another: a list of work, never a change of what was given."""
