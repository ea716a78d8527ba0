"""The rule book: what is and was in force, and changing it for the months to come."""

from __future__ import annotations

from typing import Any

from services.activities import usecases
from services.activities.domain.rules import Rule
from services.activities.schemas.rules import (
    RuleChangeSchema,
    RuleHistorySchema,
    RulesArgs,
    RuleSchema,
    RulesSchema,
)
from shared.web import Blueprint, command, if_match, query, requires, set_etag, uow

blp = Blueprint("rules", __name__, url_prefix="/rules", description="The rules of the programme, by version.")


@blp.route("")
@requires("rules:read")
@query
@blp.arguments(RulesArgs, location="query")
@blp.response(200, RulesSchema)
def list_rules(args: dict[str, Any]) -> dict[str, Any]:
    """The rules in force on a day; none before the framework of August 2021."""
    return {"rules": usecases.rules(uow(), on=args["on"])}


@blp.route("/<string:name>/history")
@requires("rules:read")
@query
@blp.response(200, RuleHistorySchema)
def get_history(name: str) -> dict[str, Any]:
    """Every version of a rule, oldest first: by whom, when and why. The ETag is the last one's."""
    found = usecases.rule_history(name, uow())
    set_etag(found[-1].version)
    return {"versions": found}


@blp.route("/<string:name>/versions", methods=["POST"])
@requires("rules:write")
@command
@blp.arguments(RuleChangeSchema)
@blp.response(201, RuleSchema)
def change_rule(body: dict[str, Any], name: str) -> Rule[Any]:
    """Say what the rule is from a later month on; what is recorded stays, and is judged as it was."""
    rule = usecases.change_rule(usecases.ChangeRule(name=name, version=if_match(), **body), uow())
    set_etag(rule.version)
    return rule
