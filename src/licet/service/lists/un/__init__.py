"""The UN Security Council's consolidated list: how its file is read. No database here."""
