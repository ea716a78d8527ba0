"""The QA programme and every activity in it, from plan to moderation."""
