"""What the pages' forms ask, and how answers are read."""
