"""Compile the optional twins of Python modules, ``_*.c``, where there is a C compiler.

Without one, with RHET_PURE set, or if anything fails, the wheel is pure Python: it finds the same,
more slowly. The stable ABI serves every CPython from 3.11 on.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.tags import sys_tags

TWINS = (
    Path("rhetorictui", "layers", "_rankers"),
    Path("rhetorictui", "corpus", "_lexicon"),
    Path("rhetorictui", "packs", "_scanner"),
)


# Its parameter is a configuration of the builder, which this hook does not read.
class CompiledTwins(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the compiled modules to a wheel, or the source folder if that is what is installed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        self.folder = tempfile.mkdtemp()
        for twin in TWINS:
            source = Path(self.root, "src", twin)
            place = twin.with_suffix(".abi3.so")
            built = compiled(source.with_suffix(".c"), Path(self.folder, place.name))
            if version == "editable":
                # What an earlier installation left would be of another source, or is not wanted.
                source.with_suffix(".abi3.so").unlink(missing_ok=True)
                if built:
                    shutil.move(built, source.with_suffix(".abi3.so"))
            elif built:
                build_data["force_include"][str(built)] = str(place)
                build_data["pure_python"] = False
                build_data["tag"] = f"cp311-abi3-{next(sys_tags()).platform}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def compiled(source: Path, target: Path) -> Path | None:
    """``target``, compiled from ``source``, or None."""
    if (
        os.environ.get("RHET_PURE")
        or os.name != "posix"
        or sys.implementation.name != "cpython"
        or sysconfig.get_config_var("Py_GIL_DISABLED")  # has no stable ABI
    ):
        return None
    compiler = os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc"
    link = ["-bundle", "-undefined", "dynamic_lookup"] if sys.platform == "darwin" else ["-shared"]
    command = [*shlex.split(compiler), "-O2", "-std=c11", "-fPIC", *link]
    command += [f"-I{sysconfig.get_path('include')}", str(source), "-o", str(target)]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    except (OSError, subprocess.SubprocessError):
        return None
    return target
