"""What becomes of the actions: the platform opens them by itself; their owners and managers do the rest."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date

from shared.demo import bodies
from shared.demo.capture import Done
from shared.demo.client import Client
from shared.demo.crew import Crew
from shared.demo.follow_up import Step, follow_up
from shared.demo.ledger import Ledger
from shared.demo.progress import Meter
from shared.demo.waiting import until_true

ACTIONS = "/api/actions/v1"
OPENING_SECONDS = 60.0
PATHS = {"evidence": "/evidence", "closure": "/closure", "reopening": "/reopening"}


class NotOpened(RuntimeError):
    """Audits were confirmed, but their actions did not appear in time."""


@dataclass
class Story:
    """One action and what is still to happen to it."""

    action_id: str
    version: int
    owner: str
    closer: str
    record_reference: str | None
    steps: list[Step]

    def due(self, day: date) -> list[Step]:
        """The steps up to that day; they are taken off the story."""
        now = [step for step in self.steps if step.on <= day]
        self.steps = self.steps[len(now) :]
        return now


@dataclass
class Tracking:
    """Follows every action from its opening to the end of the year."""

    client: Client
    seed: int
    crew: Crew
    ledger: Ledger
    meter: Meter
    pool: ThreadPoolExecutor
    qa_manager: str
    stories: list[Story] = field(default_factory=list)

    def expect(self, audits: Iterable[Done]) -> None:
        """Wait until the platform has opened every action that these audits need.

        Raises:
            NotOpened: some are missing after a minute.
        """
        waiting = {finding: (done, n) for done in audits for n, finding in enumerate(done.actions)}

        def all_open() -> bool:
            for item in self.client.all(self.qa_manager, f"{ACTIONS}/actions", status="open"):
                if found := waiting.pop(item["finding_id"], None):
                    self._opened(item, *found)
            return not waiting

        if waiting and not until_true(all_open, OPENING_SECONDS):
            raise NotOpened(f"{len(waiting)} actions were not opened within {OPENING_SECONDS:.0f} s")

    def _opened(self, item: bodies.Json, done: Done, number: int) -> None:
        key = (*done.key, number)
        opened, due = (date.fromisoformat(item[name]) for name in ("opened_on", "due_on"))
        self.ledger.took("action", item["action_id"])
        self.stories.append(
            Story(
                action_id=item["action_id"],
                version=item["version"],
                owner=item["owner"],
                closer=self.crew.closer(item["owner"]),
                record_reference=self.crew.record_reference(*key) if item["reach"] == "case" else None,
                steps=list(follow_up(self.seed, *key, opened_on=opened, due_on=due)),
            )
        )

    def until(self, day: date) -> None:
        """All that happens to actions up to that day."""
        chapters = [(story, steps) for story in self.stories if (steps := story.due(day))]
        list(self.pool.map(lambda chapter: self._tell(*chapter), chapters))

    def sweep(self, on: date) -> None:
        """The weekly look at what is due and overdue."""
        self.client.post(self.qa_manager, f"{ACTIONS}/sweeps", {"on": on.isoformat()})
        self.meter.step()

    def _tell(self, story: Story, steps: list[Step]) -> None:
        thing = f"{ACTIONS}/actions/{story.action_id}"
        for step in steps:
            person = story.owner if step.kind == "evidence" else story.closer
            body = bodies.step(step, story.record_reference)
            answer = self.client.post_latest(person, thing, PATHS[step.kind], body, version=story.version)
            story.version = answer.version or answer.body["version"]
            self.ledger.took(step.kind, f"{story.action_id}/{story.version}")
            self.meter.step()
