"""Shapes of the activities service's requests and answers."""
