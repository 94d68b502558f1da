"""The one way in which benchmarks tell time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import ParamSpec

Work = ParamSpec("Work")


def seconds(work: Callable[Work, object], *given: Work.args, **named: Work.kwargs) -> float:
    """How long ``work`` takes by the clock on the wall."""
    started = time.perf_counter()
    work(*given, **named)
    return time.perf_counter() - started
