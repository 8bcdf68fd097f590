"""What is measured; every module has `rows(plan)`, which runs it and gives lines of the table."""

from __future__ import annotations

from importlib import import_module

from bench.figures import Row
from bench.plan import Plan

MEASURES = ("starting", "moving", "storing", "searching", "importing", "refreshing", "rebuilding")


def measure(name: str, plan: Plan) -> list[Row]:
    """All rows of one measure."""
    return list(import_module(f"{__name__}.{name}").rows(plan))
