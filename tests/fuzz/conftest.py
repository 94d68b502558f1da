"""How far the fuzzer looks: among other tests a little, in CI for about a minute, by hand further and in new ways."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

SLOW_BUT_TRUE = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture)


def look(name: str, examples: int) -> None:
    """A profile that looks at as many examples, the same ones in each run."""
    settings.register_profile(
        name,
        derandomize=True,
        max_examples=examples,
        deadline=None,
        phases=(Phase.explicit, Phase.generate),  # to make a find small takes minutes: that is for "long"
        suppress_health_check=SLOW_BUT_TRUE,
    )


look("little", 12)
look("minute", 120)
settings.register_profile("long", max_examples=3000, deadline=None, suppress_health_check=SLOW_BUT_TRUE)
settings.load_profile("little")
