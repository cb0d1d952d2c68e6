"""The law that the authority writes itself: put forward, examined, signed by a second person, in force from a day."""
