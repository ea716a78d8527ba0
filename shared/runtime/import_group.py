"""`sightline import <what>`: one group, though several services bring commands to it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import entry_points

import click

PREFIX = "import-"
WHATS: Mapping[str, tuple[str, str]] = {
    "organisation": ("directory", "Units and people."),
    "cases": ("activities", "Open cases, the frame that audits are sampled from."),
    "audits": ("activities", "Audits that were done before."),
}
"""What can be imported -> the service whose command is `import-<what>`, and its help."""


class ImportGroup(click.Group):
    """Loads a service only when its command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(WHATS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in WHATS:
            return None
        from shared.runtime.service import GROUP

        for point in entry_points(group=GROUP, name=WHATS[cmd_name][0]):
            for command in point.load().commands:
                if command.name == PREFIX + cmd_name:
                    found: click.Command = command
                    return found
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in WHATS.items()])


imports = ImportGroup("import", help="Bring the council's files into the platform.")
