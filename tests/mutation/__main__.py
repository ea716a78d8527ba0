"""``make mutation``: change the rules one by one and see that each service's unit tests notice.

Libraries are imported once; each mutant then runs in a fork of its own, which sees the changed module in place of the
file. Nothing on disc is touched. What may survive, and why, is in ``equivalent.txt``.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
from pathlib import Path

from tests.architecture.source import ROOT, SERVICES
from tests.mutation.mutants import mutants
from tests.mutation.suite import Suite, settle

EQUIVALENT = Path(__file__).with_name("equivalent.txt")


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    asked.add_argument("service", nargs="?", choices=SERVICES, help="all when left out")
    asked.add_argument("--sample", type=int, default=0, help="only so many mutants of each service")
    asked.add_argument("--seed", type=int, default=1, help="of the sample")
    asked.add_argument("--only", default="", help="mutants whose printed words hold this regular expression")
    asked.add_argument("--tests", nargs="+", default=[], help="in place of tests/unit/<service>")
    options = asked.parse_args()

    os.chdir(ROOT)
    settle()
    lines = EQUIVALENT.read_text().splitlines()
    reviewed = {line.strip() for line in lines if line.startswith(" ")}
    made = survived = 0
    wrong = False
    for service in [options.service] if options.service else SERVICES:
        rooms = sorted((ROOT / "services" / service).glob("domain/**/*.py"))
        found = [mutant for path in rooms for mutant in mutants(path) if re.search(options.only, str(mutant))]
        if options.sample:
            found = random.Random(options.seed).sample(found, min(options.sample, len(found)))
        if not found:
            continue
        where = f"tests/unit/{service}"
        suite = Suite([one for one in options.tests if one.startswith(where)] or [where])
        left = set()
        for number, mutant in enumerate(found):
            if not suite.notices(mutant):
                left.add(number)
                known = str(mutant) in reviewed
                wrong |= not known
                print(f"{mutant.place}: {mutant.change}" + ("  (reviewed)" if known else ""), flush=True)
        if not (options.sample or options.only):
            here = {line for line in reviewed if line.startswith(f"services/{service}/")}
            for line in sorted(here - {str(found[number]) for number in left}):
                wrong = True
                print(f"reviewed, and caught by now: {line}")
        made, survived = made + len(found), survived + len(left)
        print(f"{service}: {figures(len(found), len(left))}", flush=True)
    print(figures(made, survived))
    sys.exit(wrong)


def figures(made: int, survived: int) -> str:
    return f"mutants {made}  caught {made - survived}  survived {survived}"


if __name__ == "__main__":
    main()
