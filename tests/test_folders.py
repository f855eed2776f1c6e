"""A file is there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from rhetorictui.folders import replacing


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
