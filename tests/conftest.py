"""What the tests share: the sample articles, shared data where there is some, and the command."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import json
import os
import shlex
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from browsing import Browse

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "sample_data"
SHARED = ROOT.parent / "shared"

# No test depends on how busy the machine is.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="session")
def sample() -> Path:
    """The folder of sample articles."""
    return SAMPLE


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data; the test is skipped where there is none."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip("needs ../shared")
    return SHARED


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep caches and settings of the person who runs the tests out of them."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        os.environ[name] = str(home / name)
    for name in list(os.environ):
        if name.startswith("RHETORICTUI_") or name in ("NO_COLOR", "FORCE_COLOR"):
            del os.environ[name]


@pytest.fixture(scope="session")
def rhet() -> Run:
    """Run the command as a process of its own: ``rhet("read", path, input=b"…")``."""

    def run(*args: object, input: bytes = b"", **more: Any) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "rhetorictui", *map(str, args)]
        done = subprocess.run(command, check=False, input=input, capture_output=True, **more)
        validate(done.stdout)
        return done

    return run


def unmeasured() -> dict[str, str]:
    """The environment without coverage, which imports modules of its own into each process."""
    return {name: v for name, v in os.environ.items() if not name.startswith("COVERAGE_")}


@cache
def validator(kind: str) -> jsonschema.protocols.Validator:
    """The validator of a record type's schema."""
    path = ROOT / "src" / "rhetorictui" / "schemas" / f"{kind}.json"
    return jsonschema.Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def validate(output: bytes) -> None:
    """Hold every record in ``output`` to the schema of its type."""
    for line in output.splitlines():
        if line.startswith(b'{"schema":"rhetorictui/1"'):
            record = json.loads(line)
            validator(record["type"]).validate(record)


@pytest.fixture
def browse(tmp_path: Path) -> Browse:
    """Open the browser on records, see ``browsing``."""
    from browsing import opener

    return opener(tmp_path)


def compiled_module(name: str, folder: Path) -> Any:
    """The module compiled from its source as it is, whatever is installed; None if it cannot be."""
    compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")
    source = ROOT.joinpath("src", *name.split(".")).with_suffix(".c")
    target = folder / f"{source.stem}.abi3.so"
    command = [*compiler, "-O1", "-std=c11", "-fPIC", "-shared", "-Wall", "-Wextra", "-Werror"]
    command += [f"-I{sysconfig.get_path('include')}", str(source), "-o", str(target)]
    if sys.platform != "linux" or not Path(sysconfig.get_path("include"), "Python.h").exists():
        return None
    try:
        done = subprocess.run(command, check=False, capture_output=True)
    except OSError:
        return None
    assert done.returncode == 0, done.stderr.decode()
    loader = importlib.machinery.ExtensionFileLoader(name, str(target))
    spec = importlib.util.spec_from_loader(name, loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module
