"""A process builds one local after the other, and forgets of each what no other asks for."""

from __future__ import annotations

import functools
import sys
from collections import Counter
from pathlib import Path

from sample import write

from generators.model.remembered import MEMORIES
from generators.pipeline.build import build_kit
from generators.pipeline.kits import read_base
from generators.pipeline.request import BuildRequest

LOCAL = """name: Local {0}
union: Union of number {0}
url: https://local{0}.example/
brand: {{primary: "#1f5a{0}", accent: "#c8502b", logo: assets/logo.svg, logo_alt: Waves of {0}}}
contact: {{name: the team of local {0}, email: ask@local{0}.example, phone: 555-01{0}}}
conduct_contact: {{name: Somebody in {0}, email: fair@local{0}.example, phone: 555-02{0}}}
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="30"><path d="M0 0h{0}v30z"/></svg>'


def test_what_a_process_keeps_does_not_grow_with_the_number_of_locals(root: Path, tmp_path: Path) -> None:
    request = BuildRequest(root / "tests" / "kit", tmp_path / "out")
    base = read_base(request)
    kept = []
    for number in range(10, 20):
        files = {"local.yml": LOCAL.format(number), "assets/logo.svg": LOGO.format(number)}
        pack = write(tmp_path / f"local-{number}", files)
        assert build_kit(request, base, pack, lambda _line: None).built
        kept.append(_kept())
    assert kept[-1] - kept[-4] == Counter()


_FEW = 128
_CACHE = type(functools.cache(len))


def _kept() -> Counter[str]:
    """How many results each step has that may have many, all memories as one."""
    modules = [module for name, module in sys.modules.items() if name.startswith("generators")]
    caches = {value for module in modules for value in vars(module).values() if isinstance(value, _CACHE)}
    assert len(caches) > 20
    told = [(f"{cache.__module__}.{cache.__qualname__}", cache.cache_info()) for cache in caches]
    sizes = {name: info.currsize for name, info in told if (info.maxsize or _FEW + 1) > _FEW}
    return Counter({**sizes, "memories": sum(map(len, MEMORIES))})
