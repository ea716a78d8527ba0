"""Reporting over HTTP: figures and what lies under them, reports and their documents."""

from services.reporting.http import figures, reports

BLUEPRINTS = (figures.figures, figures.facts, figures.trace, figures.checks, reports.reports)
