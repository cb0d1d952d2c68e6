"""The Dutch register of dual-use licences: how its file is read. No database here."""
