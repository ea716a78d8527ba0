"""The rules of the QA programme, in plain Python: no database, no web, no framework."""
