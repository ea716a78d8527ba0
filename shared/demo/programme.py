"""What the year looks at, driven through the APIs: themes, spotlights, regulation, and what serves them."""

from __future__ import annotations

from dataclasses import dataclass, field

from shared.demo import bodies
from shared.demo.bodies import Json
from shared.demo.client import Client
from shared.demo.ledger import Ledger
from shared.demo.months import Month
from shared.demo.organisation import Organisation
from shared.demo.themes import REGULATORY, THEMED_SERVICE, THEMES, looked_up, serves

ACTIVITIES = "/api/activities/v1"


@dataclass
class Programme:
    """Sets what is looked at and says what serves it; remembers the ids that the platform gave."""

    client: Client
    seed: int
    organisation: Organisation
    ledger: Ledger
    qa_manager: str
    _theme: Json = field(default_factory=dict)
    _regulatory: dict[str, str] = field(default_factory=dict)

    def begin(self, month: Month) -> None:
        """Choose the month's theme; the first month also says what regulation asks for."""
        if not self._regulatory:
            for asked in REGULATORY:
                path, body = f"{ACTIVITIES}/regulatory-themes", bodies.regulatory_theme(asked, month)
                self._regulatory[asked.service] = self._set(path, body)["theme_id"]
        self._theme = self._set(f"{ACTIVITIES}/themes", bodies.theme(THEMES[month.first.month], month))

    def drawn_for(self, service: str) -> str | None:
        """What a service's sample is drawn for."""
        return self._theme["theme_id"] if service == THEMED_SERVICE else None

    def served_by(self, service: str, *key: object) -> str | None:
        """What an audit or observation outside a sample says that it serves."""
        if not serves(self.seed, service, *key):
            return None
        return self._regulatory.get(service) or self._theme["theme_id"]

    def spotlight(self, month: Month) -> None:
        """The Performance & Quality Group agrees to a dip sample, which tests the data that the theme comes from."""
        script = THEMES[month.first.month]
        proposed = self.client.post(
            self.qa_manager,
            f"{ACTIVITIES}/themes/{self._theme['theme_id']}/spotlights",
            {"method": "dip_sample", "question": script.question},
        )
        path = f"{ACTIVITIES}/spotlights/{proposed.body['spotlight_id']}/agreement"
        self.client.post(self.qa_manager, path, bodies.agreement(month), version=proposed.version)
        self.ledger.took("theme", proposed.body["spotlight_id"])
        lead = next(p for p in self.organisation.holding("team_manager") if p.service == THEMED_SERVICE)
        body = bodies.dip_sample(script, month, lead.id, THEMED_SERVICE, looked_up(self.seed, month.code))
        body["theme_id"] = proposed.body["spotlight_id"]
        answer = self.client.post(lead.id, f"{ACTIVITIES}/dip-samples", body)
        self.ledger.took("recorded", answer.body["activity_id"])

    def end(self, month: Month) -> None:
        """Say why the indicator moved, as far as the audits taught it."""
        path = f"{ACTIVITIES}/themes/{self._theme['theme_id']}/explanation"
        why = {"explanation": THEMES[month.first.month].explanation}
        self.client.post(self.qa_manager, path, why, version=self._theme["version"])
        self.ledger.took("theme", self._theme["theme_id"])

    def _set(self, path: str, body: Json) -> Json:
        answer = self.client.post(self.qa_manager, path, body)
        self.ledger.took("theme", answer.body["theme_id"])
        return dict(answer.body)
