"""A small division with one of everything in two areas, made through the services' own APIs."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from shared.runtime import settings
from shared.testing.platform import Platform
from tests.architecture.routes import installed
from tests.integration.activities.recorded_bodies import DETAILS
from tests.servers.databases import Databases

ORGANISATION = Path(__file__).parents[2] / "docs" / "examples" / "organisation"
SERVICES = ("directory", "activities", "actions", "feedback", "reporting")
HOME, OTHER = "social-work", "early-help"
_SERVICE = {HOME: "line-cin", OTHER: "targeted-youth"}
_RATERS = {HOME: "looked-after", OTHER: "youth-justice"}


@dataclass(frozen=True, slots=True)
class World:
    """``ids`` are those of the home area's records, by the name of the path parameter; ``bodies`` and ``queries``
    are what its routes take, by endpoint."""

    platform: Platform
    ids: Mapping[str, str]
    bodies: Mapping[str, Mapping[str, Any]]
    queries: Mapping[str, str]


@contextmanager
def living(databases: Databases, folder: Path) -> Iterator[World]:
    """The world on databases of its own, with keys of its own in ``folder``."""
    opened = {name: databases.make(name) for name in SERVICES}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGHTLINE_PSEUDONYM_KEYS", str(folder / "pseudonyms.json"))
        settings.current.cache_clear()
        yield _made(Platform([installed(name) for name in SERVICES], opened))
    settings.current.cache_clear()
    for database in opened.values():
        databases.give_back(database)


def _made(platform: Platform) -> World:
    files = {
        name: (io.BytesIO((ORGANISATION / f"{name}.csv").read_bytes()), f"{name}.csv")
        for name in ("units", "people")
    }
    answer = platform.client("directory", "qa_manager").post("/imports/organisation", data=files)
    assert answer.status_code == 200, answer.json
    platform.carry()
    for area in (OTHER, HOME):
        ids, bodies = _activity(platform, area)
    ids |= {"code": _SERVICE[HOME], "reorganisation_id": _reorganisation(platform)}
    ids |= {"post": "tm-1", "cover_id": _work(platform, ids["person_id"])}
    return World(platform, ids, bodies, _queries(f"{_working_month():%Y-%m}"))


def _work(platform: Platform, person: str) -> str:
    """A post of the home area, and days on which the person is away."""
    new = {"post": "tm-1", "unit": _SERVICE[HOME], "role": "team_manager", "title": "Team manager"}
    _posted(platform, "directory", "/posts", new)
    away = {"starts": f"{date.today()}", "reason": "leave"}
    return str(_posted(platform, "directory", f"/people/{person}/cover", away)["cover_id"])


def _sheet(platform: Platform, month: date, person: str) -> str:
    """A dip sample of the home area that is being looked up, of two looked-after children."""
    head, rows = "CHILD,SEX,DOB,ETHNIC", "K1,1,01/04/2012,WBRI\nK2,1,01/04/2012,WBRI"
    care = "CHILD,DECOM,RNE,LS,DEC\nK1,01/02/2024,S,C2,\nK2,01/02/2024,S,C2,\n"
    files = {
        "file": (io.BytesIO(f"{head}\n{rows}\n".encode()), "header.csv"),
        "episodes": (io.BytesIO(care.encode()), "episodes.csv"),
        "format": "ssda903",
    }
    taken = platform.client("activities", "qa_manager").post("/imports/cases", data=files)
    assert taken.status_code == 200, taken.json
    seeded = {"month": f"{month:%Y-%m}", "area": HOME, "size": 2, "seed": 7, "due_on": f"{date.today()}"}
    drawn = _posted(platform, "activities", "/samples", seeded | {"purpose": "dip_sample"})
    asked = {"sample_id": drawn["sample_id"], "led_by": person, "source": "Book", "as_at": f"{month}"}
    return str(_posted(platform, "activities", "/dip-sheets", asked | {"fields": ["seen"]})["activity_id"])


def _reorganisation(platform: Platform) -> str:
    file = (io.BytesIO((ORGANISATION / "units.csv").read_bytes()), "units.csv")
    path = f"/reorganisations?name=Next+year&effective_on={date.today() + timedelta(days=40)}"
    answer = platform.client("directory", "qa_manager").post(path, data={"units": file})
    assert answer.status_code == 200, answer.json
    return str(answer.json["reorganisation"]["reorganisation_id"])


def _activity(platform: Platform, area: str) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
    service, last_month = _SERVICE[area], _working_month()
    auditor, worker = (
        _person(platform, service, "team_manager", 1),
        _person(platform, service, "practitioner", 0),
    )
    written = _written(worker["id"], last_month)
    audit = {
        "case": f"CH-{area}-1",
        "auditor": auditor["id"],
        "service": service,
        "team": worker["team"],
        "month": f"{last_month:%Y-%m}",
        **written,
    }
    activity = _posted(platform, "activities", "/audits", audit)
    dip = {name: audit[name] for name in ("service", "team", "month", "completed_on")}
    items = [{"field": "visit", "in_data": "yes", "in_record": "no", "agrees": False}]
    details = {"source": "Performance book", "as_at": f"{last_month}", "items": items}
    dip |= {"led_by": auditor["id"], "cases": [{"case": audit["case"]}], "details": details}
    recorded = _posted(platform, "activities", "/dip-samples", dip)
    draft = f"/drafts/{uuid4()}"
    content = {"kind": "case_file_audit", "auditor": auditor["id"], "content": written}
    begun = platform.client("activities", "qa_manager").put(
        draft, json=content, headers={"If-None-Match": "*"}
    )
    assert begun.status_code == 200, begun.json
    paper = {"file": b"%PDF-1.7 A plan. %%EOF"}
    place = f"/activities/{activity['activity_id']}/attachments"
    attached = platform.client("activities", "qa_manager").post(place, data=as_form(paper))
    assert attached.status_code == 201, attached.json
    rater = _person(platform, _RATERS[area], "team_manager", 0)
    ratings = f"/audits/{activity['activity_id']}/second-ratings"
    rating = _posted(platform, "activities", ratings, {"rater": rater["id"]})
    asked = {"service": service, "title": "Standards", "regulation": "National standards"}
    theme = _posted(platform, "activities", "/regulatory-themes", asked | {"begins": f"{last_month:%Y-%m}"})
    said = {"kind": "complaint", "voice": "parent", "service": service, "words": "Nobody rang back."}
    seeded = {"month": f"{last_month:%Y-%m}", "area": area, "seed": 7}
    drawn = _posted(platform, "activities", "/moderation-rounds", seeded)
    feedback = _posted(platform, "feedback", "/feedback", {**said, "received_on": f"{last_month:%Y-%m-%d}"})
    platform.carry()
    actions = platform.client("actions", "qa_manager").get(f"/actions?service={service}").json
    assert actions is not None
    assert actions["items"], "the audit's finding opened no action"
    chair = _person(platform, _RATERS[area], "team_manager", 1)
    sheet_id = _sheet(platform, last_month, auditor["id"]) if area == HOME else ""
    about = {"case": f"CH-{area}-1", "service": service, "team": worker["team"], "practitioner": worker["id"]}
    concerns = {"trigger": "plan_progress", "why": "The plan drifted.", "procedures": []}
    review = _posted(platform, "activities", "/learning-reviews", about | concerns)
    ids = {
        "activity_id": activity["activity_id"],
        "draft_id": begun.json["draft_id"],
        "attachment_id": attached.json["attachment_id"],
        "rating_id": rating["rating_id"],
        "theme_id": theme["theme_id"],
        "round_id": drawn["round_id"],
        "review_id": review["review_id"],
        "recorded_id": recorded["activity_id"],
        "sheet_id": sheet_id,
        "action_id": actions["items"][0]["action_id"],
        "feedback_id": feedback["feedback_id"],
        "person_id": worker["id"],
    }
    today = f"{date.today()}"
    bodies = {
        "people.change_person": {
            "name": "Changed",
            "email": "changed@example.org",
            "roles": ["practitioner"],
        },
        "work.depart": {"handed_to": []},
        "work.record_cover": {"starts": today, "reason": "training"},
        "cover.end_cover": {"ends": today},
        "posts.appoint": {"person": None, "starts": today},
        "posts.close_post": {"closed_on": today},
        "activities.moderate": {"overall": "good", "domains": [], "comment": "Agreed."},
        "attachments.attach": paper,
        "attachments.remove_attachment": {"reason": "Wrong child."},
        "drafts.save_draft": content,
        "drafts.discard_draft": {},
        "lifecycle.withdraw": {"reason": "case_closed"},
        "lifecycle.reallocate": {"auditor": auditor["id"], "reason": "workload"},
        "lifecycle.extend": {"due_on": today, "approved_by": auditor["id"], "reason": "court_or_review"},
        "audits.submit_audit": written,
        "regulatory.end_regulatory_theme": {"ends": f"{last_month:%Y-%m}"},
        "adjudication.contest": {"reason": "The visits were made."},
        "adjudication.adjudicate": {"overall": "good", "comment": "They were."},
        "adjudication.raise_concern": {"reason": "immediate_danger"},
        "stages.give_own_view": {"view": "We talk each week."},
        "stages.record_absence": {"reason": "absent"},
        "stages.give_auditors_view": {"grading": "ungraded"},
        "stages.record_conversation": {"who": "parent", "said": "They listen."},
        "stages.ask_for_exemption": {"code": "family_declined", "reason": "She said no."},
        "stages.approve_exemption": {"comment": ""},
        "stages.refuse_exemption": {"comment": "Try the grandmother."},
        "stages.write_learning": {"text": "Visits are recorded the same day.", "agreed": True},
        "stages.complete_audit": {},
        "rules.change_rule": {"value": 0, "source": "S35", "effective_from": "2999-01", "reason": "Later."},
        "ratings.ask_for_rating": {"rater": rater["id"]},
        "ratings.give_rating": {"overall": "good", "domains": [{"domain": "impact", "grade": "good"}]},
        "rating_handovers.hand_rating_over": {"rater": chair["id"], "reason": "They are away."},
        "moderation_handovers.hand_moderation_over": {"moderator": auditor["id"]},
        "ratings.refuse_rating": {"reason": "No time."},
        "ratings.withdraw_rating": {"reason": "Asked in error."},
        "actions.hand_over": {"owner": auditor["id"], "reason": "They have left."},
        "actions.reschedule": {"due_on": today, "reason": "The family is away."},
        "success_reviews.propose_success_review": about
        | {
            "why": "In school again.",
            "sources": [{"kind": kind, "saw": "Trust."} for kind in ("family", "partner")],
        },
        "learning_reviews.propose_learning_review": about | concerns,
        "success_reviews.write_success_review": {},
        "learning_reviews.write_learning_review": {},
        "review_decisions.agree": {"chair": chair["id"], "due_on": today},
        "review_decisions.decline": {"reason": "A complaint looks into it."},
        "review_decisions.extend": {"due_on": today, "reason": "chair_absent"},
        "review_decisions.hand_on": {"chair": chair["id"]},
        "reviews.invite": {"workers": [worker["id"]]},
        "reviews.note_procedure": {"kind": "safeguarding", "reference": "SG-1"},
        "reviews.hold": {"held_on": today},
        "reviews.consent": {"named": True},
        "reviews.release": {"title": "Cover", "learning": "Name cover.", "names": ["Jamie Example"]},
        "reviews.call_off": {"approved_by": "P0007", "reason": "learned_elsewhere"},
        **{
            f"{kind}.correct_{kind}": dip | {"details": details, "reason": "typing_error"}
            for kind, details in DETAILS.items()
        },
        "dip_sample.correct_dip_sample": dip | {"reason": "typing_error"},
        "recorded.withdraw": {"reason": "duplicate"},
        "sheets.look_up": {
            "values": [{"case": "C-AAAAAAAAAAAA", "field": "seen", "in_data": None, "in_record": None}]
        },
        "sheets.record_sheet": {"completed_on": f"{last_month}"},
        "reviews.close": {"note": "Nothing to share."},
        "actions.give_evidence": {"text": "It is on the record.", "evidenced_on": today},
        "actions.close_action": {"closed_on": today, "record_reference": "LL-1"},
        "actions.reopen_action": {"reason": "It lapsed.", "reopened_on": today},
        "feedback.conclude_complaint": {"outcome": "upheld", "concluded_on": today},
    }
    return ids, bodies


def as_form(body: Mapping[str, Any]) -> dict[str, Any]:
    """A body with files in it, as bytes, in the form in which the test client sends it."""
    return {
        name: (io.BytesIO(value), name) if isinstance(value, bytes) else value for name, value in body.items()
    }


def _queries(month: str) -> dict[str, str]:
    bucket = "case_file_audit|no_due_date|heard|took_part"
    count = f"area={HOME}&service={_SERVICE[HOME]}&measure=activity.submitted&bucket={bucket}"
    return {
        "coverage.get_coverage": "by=service",
        "managers.get_compliance": f"from={month}&to={month}",
        "calibration.get_calibration": f"from={month}&to={month}",
        "accuracy.get_accuracy": f"from={month}&to={month}",
        "oversight_summary.get_oversight": "quarter=2026-01",
        "figures.get_figures": f"month={month}",
        "figures.get_rollups": f"month={month}",
        "facts.list_facts": "kind=activity",
        "trace.get_trace": f"month={month}&{count}",
    }


def _posted(platform: Platform, service: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = platform.client(service, "qa_manager").post(path, json=body)
    assert answer.status_code == 201, answer.json
    return dict(answer.json)


def _person(platform: Platform, service: str, role: str, number: int) -> dict[str, Any]:
    people = platform.client("directory", "qa_manager").get(f"/people?role={role}&service={service}").json
    assert people is not None
    return dict(people["items"][number])


def _working_month() -> date:
    """The first of the last month in which audits are made (none in August and December, S05)."""
    day = date.today().replace(day=1) - timedelta(days=1)
    while day.month in (8, 12):
        day = day.replace(day=1) - timedelta(days=1)
    return day.replace(day=1)


def _written(worker: str, day: date) -> dict[str, Any]:
    return {
        "completed_on": f"{day + timedelta(days=9)}",
        "practitioner": worker,
        "grading": "graded",
        "overall": "inadequate",
        "domains": [{"domain": "impact", "grade": "good", "comment": "He sleeps through the night."}],
        "signs_of_safety": {"working_well": "The grandmother.", "scale": 6},
        "practitioner_part": {"took_part": True, "view": "We talked for an hour."},
        "family": {"outcome": "heard", "who": "parent", "said": "They listen to us now."},
        "findings": [
            {
                "domain": "recording",
                "text": "The visits are missing.",
                "strength": False,
                "action": {
                    "title": "Record the visits",
                    "owner": worker,
                    "reach": "case",
                    "priority": "high",
                },
            }
        ],
    }
