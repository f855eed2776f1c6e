"""Files of learned models: skops, never pickle, and nothing in them but numbers and strings.

A model is stored as plain values and arrays of numbers, so that no type in a file ever needs to
be trusted; one that asks for more is refused. What a file says is checked against what a model
must be before it is used, and its size before it is read.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from rhetorictui.folders import replacing
from rhetorictui.layers.learned import MARKS, Label, Model, Vocabulary, Wording

FORMAT, VERSION = "rhetorictui-model", 1
INSTALL = 'pip install "rhetorictui[models]"'
# A model of 20,000 sentences takes some 4 MB.
MOST_STORED = 200_000_000
MOST_UNPACKED = 800_000_000
MOST_MEMBERS = 1000


class ModelError(ValueError):
    """A model's file that cannot be used; the message names it, what is wrong, and the mend."""


def save(model: Model, report: Mapping[str, Any], path: str) -> None:
    """Write ``model`` with the report of its training to ``path``, in one step.

    Raises ModelError when skops is missing, OSError when the file cannot be written.
    """
    import numpy as np  # 140 ms, only where models are trained

    skops_io = _skops()
    vocabulary = model.vocabulary
    plain = {
        "format": FORMAT,
        "version": VERSION,
        "name": model.name,
        "layer": model.layer,
        "packs": dict(model.packs),
        "words": _joined(vocabulary.words),
        "characters": _joined(vocabulary.characters),
        "facts": _joined(vocabulary.facts),
        "idf": np.asarray(vocabulary.idf, dtype=np.float32),
        "labels": [
            {
                "label": label.label,
                "threshold": label.threshold,
                "bias": label.bias,
                "weights": np.asarray(label.weights, dtype=np.float32),
                "wording": None if label.wording is None else {
                    "bias": label.wording.bias,
                    "names": _joined(label.wording.weights),
                    "weights": np.asarray(list(label.wording.weights.values()), np.float32),
                },
            }
            for label in model.labels
        ],
        "report": dict(report),
    }  # fmt: skip
    with replacing(Path(path)) as part:
        part.write_bytes(skops_io.dumps(plain, compression=zipfile.ZIP_DEFLATED))


@lru_cache(maxsize=2)
def load(path: str) -> Model:
    """The model in the file ``path``, read once a process. Raises ModelError."""
    plain = _plain(path)
    try:
        return _model(plain)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(f"{path}: a damaged model ({error}); train it again") from None


def report(path: str) -> dict[str, Any]:
    """The record of its training that the model in the file ``path`` holds. Raises ModelError."""
    found = _plain(path).get("report")
    if not isinstance(found, dict):
        raise ModelError(f"{path}: a damaged model (no report); train it again")
    return found


def _plain(path: str) -> dict[str, Any]:
    """What the file holds, once it is known to be a model of this version."""
    not_one = f"{path}: no model of `rhetorictui train`, or a damaged one; train it again"
    try:
        size = Path(path).stat().st_size
        if size > MOST_STORED:
            raise ModelError(f"{path}: {size:,} bytes; a model has {MOST_STORED:,} at most")
        data = Path(path).read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: cannot be read: {error.strerror}") from None
    _check_archive(path, not_one)
    skops_io = _skops()
    try:
        untrusted = skops_io.get_untrusted_types(data=data)
    except Exception:  # skops names no errors of its own for what is no archive of its kind
        raise ModelError(not_one) from None
    if untrusted:
        raise ModelError(
            f"{path}: refused, for it holds types that a model has no need of and that could run "
            f"code: {', '.join(map(str, sorted(untrusted)))}"
        )
    try:
        plain = skops_io.loads(data, trusted=[])
    except Exception:
        raise ModelError(not_one) from None
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise ModelError(not_one)
    if plain.get("version") != VERSION:
        raise ModelError(
            f"{path}: a model of format {plain.get('version')}; this version reads {VERSION}; "
            "train it again"
        )
    return plain


def _check_archive(path: str, not_one: str) -> None:
    """Refuse what would unpack to more than a model can hold."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ModelError(not_one) from None
    # zipfile reads no more of a member than its heading says.
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
        raise ModelError(
            f"{path}: {len(members)} parts that unpack to {unpacked:,} bytes; a model has "
            f"{MOST_MEMBERS} and {MOST_UNPACKED:,} at most"
        )


def require_skops() -> None:
    """Raise ModelError with the command that installs it, when skops is missing."""
    _skops()


def _skops() -> Any:
    try:
        import skops.io  # 2 s with scikit-learn, only where a model is read or written
    except ImportError:
        raise ModelError(f"models need skops, which is not installed: {INSTALL}") from None
    return skops.io


def _joined(names: Mapping[str, Any]) -> str:
    # One string, not a list of many: skops writes each item of a list as an object of its own.
    return "\n".join(names)


def _model(plain: Mapping[str, Any]) -> Model:
    words, characters, facts = (_names(plain[key]) for key in ("words", "characters", "facts"))
    idf = _numbers(plain["idf"], len(words) + len(characters))
    columns = len(idf) + len(facts)
    vocabulary = Vocabulary(
        {name: at for at, name in enumerate(words)},
        {name: at for at, name in enumerate(characters, len(words))},
        {name: at for at, name in enumerate(facts, len(idf))},
        idf,
    )
    packs = plain["packs"]
    if not all(isinstance(x, str) for x in (plain["name"], plain["layer"], *packs.values())):
        raise TypeError("name, layer and packs must be strings")
    labels = tuple(_label(item, columns) for item in plain["labels"])
    if not labels:
        raise ValueError("no labels")
    return Model(plain["name"], plain["layer"], packs, vocabulary, labels)


def _label(item: Mapping[str, Any], columns: int) -> Label:
    name, wording = item["label"], item["wording"]
    if not isinstance(name, str) or not name:
        raise TypeError("a label must be a string")
    weights = _numbers(item["weights"], columns + (0 if wording is None else MARKS))
    known = None
    if wording is not None:
        names = _names(wording["names"])
        values = _numbers(wording["weights"], len(names))
        known = Wording(dict(zip(names, values, strict=True)), float(wording["bias"]))
    return Label(name, float(item["threshold"]), float(item["bias"]), weights, known)


def _names(joined: str) -> list[str]:
    names = joined.split("\n") if joined else []
    if len(set(names)) != len(names):
        raise ValueError("a feature named twice")
    return names


def _numbers(array: Any, size: int) -> list[float]:
    if array.dtype.kind != "f" or array.shape != (size,):
        raise ValueError(f"{size} numbers expected")
    values: list[float] = array.tolist()
    if not all(abs(value) < 1e6 for value in values):
        raise ValueError("a number out of range")
    return values
