"""How many processes a build starts."""

from __future__ import annotations

from pathlib import Path

from sample import write, write_kit

from generators.commands.building import workers_for
from generators.pipeline.request import BuildRequest


def test_a_kit_has_workers_for_its_formats_and_a_folder_of_mkdocs_has_none(tmp_path: Path) -> None:
    kit = write_kit(tmp_path / "kit")
    folder = write(tmp_path / "folder", {"mkdocs.yml": "site_name: Ours\n", "docs/index.md": "# Hi\n"})
    with workers_for(BuildRequest(kit, tmp_path / "dist", jobs=2)) as scheduler:
        assert scheduler
        assert len(scheduler.processes) == 1
    with workers_for(BuildRequest(folder, tmp_path / "dist", jobs=2)) as scheduler:
        assert scheduler is None
