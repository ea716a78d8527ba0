"""Actions: what must be done because of a finding, by whom, by when, and whether it was."""
