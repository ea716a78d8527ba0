"""What is counted, what may be shown, and what a report is. Plain Python: no I/O, no framework."""
