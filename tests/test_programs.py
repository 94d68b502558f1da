"""What the tests start behaves as at a terminal, wherever the tests themselves run."""

from __future__ import annotations

import signal
import sys

from previews import PATIENCE
from programs import INTERRUPTS, started


@INTERRUPTS
def test_a_program_hears_interrupts_where_the_tests_run_in_the_background() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with started([sys.executable, "-c", "import signal; print(signal.getsignal(signal.SIGINT))"]) as asked:
            heard, _ = asked.communicate(timeout=PATIENCE)
    finally:
        signal.signal(signal.SIGINT, before)
    assert "default_int_handler" in heard
