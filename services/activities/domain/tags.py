"""What evidence can be tagged with: the framework's principles of engagement and goals for practice (S03)."""

from __future__ import annotations

PRINCIPLES: dict[str, str] = {
    "principle_impact_and_value": "Understand the impact and value of what we do",
    "principle_early_intervention": "Intervene early, quickly and as effectively as possible",
    "principle_personal_approach": "Personalise our approach to fit the needs of the individual",
    "principle_life_opportunities": "Ensure we give those we work with the best life opportunities",
    "principle_community_links": "Forge links with the community and encourage safe support networks",
    "principle_trust_and_partnership": "Establish and maintain the trust and confidence of those who we work with, "
    "through strong partnerships",
}
"""The 6 principles of engagement, by the code that a tag is."""

GOALS: dict[str, str] = {
    "goal_clear_understanding": "Children, adults and families have a clear understanding of why we are involved, "
    "what change needs to happen and who will support them",
    "goal_staying_together": "Families, children and young people are supported to stay together, where safe to do so",
    "goal_understanding_care": "Families and children where children are cared for understand why, and have had an "
    "opportunity to make sense of their experiences",
    "goal_achieving": "Children, young people and care leavers are supported and challenged to achieve their goals",
    "goal_confident_network": "The professional network feels confident and supported in its work, with a consistent "
    "framework for practice",
}
"""The 5 goals for practice, in short."""

TAGS: tuple[str, ...] = (*PRINCIPLES, *GOALS)
