"""Reporting: the read side. Facts and rollups kept from events alone, and the reports made of them."""
