"""What becomes of the actions: the platform opens them by itself; their owners and managers do the rest."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date

from shared.demo import bodies
from shared.demo.bodies import Json
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


class Needed:
    """The actions that one audit needs, known by their words: which of them are not open yet."""

    def __init__(self, done: Done) -> None:
        self.done = done
        self.opened: set[str] = set()
        self.missing = dict(enumerate(done.script.actions))

    def take(self, item: Json) -> int:
        """Which of the script's actions this is. Equals are interchangeable."""
        words = (item["title"], item["reach"], item["priority"])
        number = next(n for n, a in self.missing.items() if (a.title, a.reach, a.priority) == words)
        del self.missing[number]
        self.opened.add(item["action_id"])
        return number


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

        One that is not there after a minute is noted as confirmed, by a name that no feed will hold: it is lost.
        """
        waiting = {done.activity_id: Needed(done) for done in audits if done.script.actions}

        def all_open() -> bool:
            for item in self.client.all(self.qa_manager, f"{ACTIONS}/actions", status="open"):
                needed = waiting.get(item["activity_id"])
                if needed and item["action_id"] not in needed.opened:
                    self._opened(item, needed.take(item), needed.done)
            return not any(needed.missing for needed in waiting.values())

        if not until_true(all_open, OPENING_SECONDS):
            for activity_id, needed in waiting.items():
                for number in needed.missing:
                    self.ledger.took("action", f"{activity_id}/{number}")

    def _opened(self, item: Json, number: int, done: Done) -> None:
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
            self.ledger.took("action", story.action_id)
            self.meter.step()
