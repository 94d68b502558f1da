"""How far the fuzzer looks: in each run of the tests the same way, for about a minute; by hand further, in new ways."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

SLOW_BUT_TRUE = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture)

settings.register_profile(
    "suite",
    derandomize=True,
    max_examples=100,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),  # to make a find small takes minutes: that is for "long"
    suppress_health_check=SLOW_BUT_TRUE,
)
settings.register_profile("long", max_examples=3000, deadline=None, suppress_health_check=SLOW_BUT_TRUE)
settings.load_profile("suite")
