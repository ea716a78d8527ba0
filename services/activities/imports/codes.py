"""Codes of the Department for Education's collections, as the CIN census and SSDA903 guides list them."""

from __future__ import annotations

ETHNICITIES = frozenset(
    {"WBRI", "WIRI", "WIRT", "WOTH", "WROM"}
    | {"MWBC", "MWBA", "MWAS", "MOTH"}
    | {"AIND", "APKN", "ABAN", "AOTH", "CHNE"}
    | {"BCRB", "BAFR", "BOTH"}
    | {"OOTH", "REFU", "NOBT"}
)

PRIMARY_NEEDS = frozenset(f"N{digit}" for digit in range(10))

SEXES = {"1": "M", "2": "F", "0": "U", "9": "U", "M": "M", "F": "F", "U": "U"}
"""Numbers until 2023, letters since; `U` is unborn, not recorded or indeterminate."""
