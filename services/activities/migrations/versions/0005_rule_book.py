"""The rule book, with the rules as they were in the code until now.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"

MANAGERS = ["team_manager", "practice_leader"]
MODERATORS = ["service_manager", "head_of_service"]
QUALITY = ["qa_manager", "principal_social_worker"]
RATERS = [*MANAGERS, *MODERATORS, *QUALITY, "independent_chair"]
FIRST = (
    ("reflection-months", [8, 12], "S05"),
    ("closing-days", 92, "S35; assumption: a quarter"),
    ("monthly-quota", {"case_file_audit": 1, "practice_observation": 1}, "S12"),
    ("manager-quota", {"team_manager": 1, "practice_leader": 1}, "S07; assumption"),
    ("not-audited-within", 12, "sector practice, Kirklees"),
    ("auditor-roles", [*RATERS, "divisional_director", "dcs", "external_reviewer"], "S07"),
    ("allocated-roles", MANAGERS, "S07"),
    ("second-rater-roles", RATERS, "S07"),
    ("moderator-roles", MODERATORS, "S11"),
    ("extension-approver-roles", [*MODERATORS, *QUALITY], "S07"),
    ("visit-roles", ["dcs", "divisional_director", "head_of_service"], "S15"),
    ("moderated-grades", ["inadequate"], "S11; sector practice, West Sussex"),
    (
        "family-exemptions",
        [
            "family_declined",
            "not_safe_to_contact",
            "child_too_young_no_carer",
            "no_response_after_three_tries",
            "ongoing_proceedings",
        ],
        "S18",
    ),
)
"""Name, value and source of the first version of each rule, in force since the framework of August 2021."""

FREEZE = """
CREATE FUNCTION refuse_rule_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a version of a rule is only ever added' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER rule_version_is_frozen BEFORE UPDATE OR DELETE ON rule_version
  FOR EACH ROW EXECUTE FUNCTION refuse_rule_change();
"""


def upgrade() -> None:
    op.create_table(
        "rule_version",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("value", JSONB, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("effective_from", sa.Date, nullable=False, comment="the first day of a month"),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        comment="The rules of the programme, every version of them. Append-only. The same for all areas.",
    )
    seed = sa.text(
        "INSERT INTO rule_version VALUES (:name, 1, CAST(:value AS jsonb), :source, DATE '2021-08-01', "
        "'The framework of August 2021.', 'system', now())"
    )
    for name, value, source in FIRST:
        op.execute(seed.bindparams(name=name, value=json.dumps(value), source=source))
    op.execute(FREEZE)


def downgrade() -> None:
    op.drop_table("rule_version")
    op.execute("DROP FUNCTION refuse_rule_change()")
