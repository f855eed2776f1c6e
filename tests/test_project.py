"""What pyproject.toml promises to those who install or package the project."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from conftest import ROOT


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_group_of_developers_is_the_extra_word_for_word(project: dict[str, Any]) -> None:
    extra = project["project"]["optional-dependencies"]["dev"]
    # A group that named the project would have pip look for it in the package index.
    assert project["dependency-groups"]["dev"] == extra


def test_the_source_package_takes_nothing_from_folders_beside_the_project(
    project: dict[str, Any],
) -> None:
    targets = project["tool"]["hatch"]["build"]["targets"]
    for place in targets["sdist"]["include"]:
        assert place.startswith("/"), "without a slash it would match at any depth"
        assert (ROOT / place[1:]).exists()
