"""One month of the script, driven through the APIs: plan, sample, audits, observations, feedback, moderation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from shared.demo import bodies
from shared.demo.audits import DUE_DAY, AuditScript
from shared.demo.bodies import Json
from shared.demo.chance import stream
from shared.demo.client import Client
from shared.demo.crew import Crew
from shared.demo.ledger import Ledger
from shared.demo.moderation import Audited, ModerationScript
from shared.demo.months import Month
from shared.demo.observations import ObservationScript
from shared.demo.organisation import Person
from shared.demo.programme import Programme
from shared.demo.progress import Meter
from shared.demo.voices import VoiceScript
from shared.demo.year import SAMPLED, Year

ACTIVITIES = "/api/activities/v1"
FEEDBACK = "/api/feedback/v1/feedback"
AUDIT, OBSERVATION = "case_file_audit", "practice_observation"
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An audit that the platform confirmed."""

    key: tuple[str, str, int]
    script: AuditScript
    activity_id: str
    version: int
    auditor: str
    practitioner: Person

    @property
    def audited(self) -> Audited[str]:
        return Audited(
            key=self.activity_id,
            overall=self.script.overall,
            auditor=self.auditor,
            completed_on=self.script.completed_on,
        )


@dataclass
class Capture:
    """Drives the months; remembers what a later month needs of an earlier one."""

    client: Client
    year: Year
    crew: Crew
    ledger: Ledger
    meter: Meter
    pool: ThreadPoolExecutor
    qa_manager: str
    support: str
    programme: Programme
    _done: dict[str, list[Done]] = field(default_factory=dict)
    _undecided: list[tuple[VoiceScript, str, int]] = field(default_factory=list)

    def month(self, month: Month) -> list[Done]:
        """All that is captured in a month, except what becomes of its actions."""
        audits: list[Done] = []
        if month.has_audits:
            self._plan(month)
            self.programme.begin(month)
            audits = self._audits(month)
            self._all(self._observe, self.year.observations(month))
            self.programme.spotlight(month)
            self.programme.end(month)
        for done in audits:
            self._done.setdefault(done.script.service, []).append(done)
        self._all(self._hear, self.year.voices[month])
        self._conclude(month)
        self._moderate(month, audits)
        return audits

    def _all(self, act: Callable[[Any], T], scripts: Iterable[Any]) -> list[T]:
        """Everybody at once, as many as there are threads; the first failure ends the demonstration."""

        def one(script: Any) -> T:
            result = act(script)
            self.meter.step()
            return result

        return list(self.pool.map(one, scripts))

    def _plan(self, month: Month) -> None:
        observed: dict[str, int] = {}
        for script in self.year.observations(month):
            observed[script.service] = observed.get(script.service, 0) + 1
        plans = [(service, AUDIT, count) for service, count in self.year.audits_in(month).items()]
        plans += [(service, OBSERVATION, count) for service, count in observed.items()]

        def agree(plan: tuple[str, str, int]) -> None:
            answer = self.client.post(self.qa_manager, f"{ACTIVITIES}/plans", bodies.plan(month, *plan))
            self.ledger.took("plan", answer.body["plan_id"])

        self._all(agree, plans)

    def _audits(self, month: Month) -> list[Done]:
        """The sample first, service by service so that the same seed finds the same auditors; then all at once."""
        work: list[tuple[str, int, Json | None]] = []
        for service, wanted in self.year.audits_in(month).items():
            given = self._sample(month, service, wanted) if service in SAMPLED else [None] * wanted
            work += [(service, position, allocation) for position, allocation in enumerate(given)]
        return self._all(lambda one: self._audit(month, *one), work)

    def _sample(self, month: Month, service: str, size: int) -> list[Json | None]:
        seed = stream(self.year.seed, "sample", month.code, service).randrange(2**31)
        due_on = month.day(DUE_DAY).isoformat()
        body = bodies.sample(month, service, size, seed, due_on, self.programme.drawn_for(service))
        allocations = self.client.post(self.qa_manager, f"{ACTIVITIES}/samples", body).body["allocations"]
        for allocation in allocations:
            self.ledger.took("activity", allocation["activity_id"])
        return list(allocations)

    def _audit(self, month: Month, service: str, position: int, allocation: Json | None) -> Done:
        """Submitted by the allocated auditor; where no sample was drawn, recorded whole."""
        key = (month.code, "audit", position)
        worker = (allocation or {}).get("practitioner")
        auditor = allocation["auditor"] if allocation else None
        practitioner = (
            self.crew.organisation.person(worker)
            if worker
            else self.crew.practitioner(service, *key, auditor=auditor)
        )
        auditor = auditor or self.crew.auditor(practitioner, *key)
        script = self.year.audit(month, service, position, auditor)
        body = bodies.audit(
            script,
            auditor=auditor,
            practitioner=practitioner.id,
            team=allocation["team"] if allocation else practitioner.team,
            approver=self.crew.approver(service, auditor),
            owner_of=lambda reach: self.crew.owner(reach, practitioner),
        )
        if allocation:
            path = f"{ACTIVITIES}/audits/{allocation['activity_id']}/submission"
            answer = self.client.post(auditor, path, body, version=allocation["version"])
        else:
            body["case"] = self.crew.case(service, *key)
            body["theme_id"] = self.programme.served_by(service, *key)
            answer = self.client.post(auditor, f"{ACTIVITIES}/audits", body)
        self.ledger.took("activity", answer.body["activity_id"])
        return Done(
            key=(month.code, service, position),
            script=script,
            activity_id=answer.body["activity_id"],
            version=answer.version or answer.body["version"],
            auditor=auditor,
            practitioner=practitioner,
        )

    def _observe(self, script: ObservationScript) -> None:
        key = (script.month.code, "observation", script.position)
        practitioner = self.crew.practitioner(script.service, *key)
        observer = self.crew.observer(practitioner, *key)
        body = bodies.observation(
            script,
            observer=observer,
            practitioner=practitioner.id,
            team=practitioner.team,
            approver=self.crew.approver(script.service, observer),
        )
        body["theme_id"] = self.programme.served_by(script.service, *key)
        answer = self.client.post(observer, f"{ACTIVITIES}/observations", body)
        self.ledger.took("activity", answer.body["activity_id"])

    def _hear(self, script: VoiceScript) -> None:
        """Feedback, linked to one of the service's last audits where it follows one."""
        earlier = self._done.get(script.service, [])[-5:]
        about = earlier[script.received_on.day % len(earlier)] if script.linked and earlier else None
        body = bodies.voice(
            script,
            team=about.practitioner.team if about else None,
            activity_id=about.activity_id if about else None,
        )
        answer = self.client.post(self.support, FEEDBACK, body)
        feedback_id = answer.body["feedback_id"]
        self.ledger.took("feedback", feedback_id)
        if script.outcome:
            self._undecided.append((script, feedback_id, answer.version or 1))

    def _conclude(self, month: Month) -> None:
        """Complaints whose outcome came this month."""
        due = [one for one in self._undecided if (one[0].concluded_on or month.last) <= month.last]
        self._undecided = [one for one in self._undecided if one not in due]
        self._all(lambda one: self._decide(*one), due)

    def _decide(self, script: VoiceScript, feedback_id: str, version: int) -> None:
        thing, body = f"{FEEDBACK}/{feedback_id}", bodies.conclusion(script)
        self.client.post_latest(self.qa_manager, thing, "/conclusion", body, version=version)
        self.ledger.took("feedback", feedback_id)

    def _moderate(self, month: Month, audits: list[Done]) -> None:
        by_id = {done.activity_id: done for done in audits}
        scripts = self.year.moderations(month, [done.audited for done in audits if done.script.graded])

        def moderate(script: ModerationScript[str]) -> None:
            done = by_id[script.key]
            moderator = self.crew.moderator(done.script.service, done.auditor, done.practitioner)
            path = f"{ACTIVITIES}/activities/{done.activity_id}/moderation"
            self.client.post(moderator, path, bodies.moderation(script), version=done.version)
            self.ledger.took("activity", done.activity_id)

        self._all(moderate, scripts)
