"""One function per thing a person, a job or an event does here."""
