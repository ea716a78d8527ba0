"""The event log, and the relay that empties its pending set into the broker."""
