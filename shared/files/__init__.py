"""Files that people bring: CSV in whatever encoding, and Excel workbooks, as tables of text cells."""
