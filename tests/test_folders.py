"""A file is there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rhetorictui.folders import cache_folder, replacing, tidy


def test_a_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    file = tmp_path / "a.b.pack"
    file.write_text("old")
    with replacing(file) as part:
        part.write_text("new")
        assert file.read_text() == "old"
    assert file.read_text() == "new"
    assert list(tmp_path.iterdir()) == [file]


def test_what_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "a.pack"
    file.write_text("old")
    with pytest.raises(RuntimeError), replacing(file) as part:
        part.write_text("half")
        raise RuntimeError
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_what_was_stored_a_season_ago_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = Path(cache_folder())
    (folder / "search").mkdir(parents=True)
    day = 24 * 3600
    for name, age in {"new.pack": 1, "kept.patterns": 89, "old.pack": 91, "old.part": 400}.items():
        (folder / name).write_text("")
        os.utime(folder / name, (0, 1000 * day - age * day))
    os.utime(folder / "search", (0, 0))
    outside = tmp_path / "outside"
    outside.write_text("")
    os.utime(outside, (0, 0))
    (folder / "link").symlink_to(outside)
    tidy(1000 * day)
    assert {f.name for f in folder.iterdir()} == {"new.pack", "kept.patterns", "search", "link"}
    assert outside.exists()
