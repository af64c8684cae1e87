"""Find the model files that installed packages carry, check that they are the pinned ones, and load what runs them.

Nothing is ever downloaded: a missing model is an error that names the package to install. Nothing is ever sent: since
1.29 onnxruntime reports sessions and models to its maker and leaves a device id in the user's cache folder, unless it
is told not to before it is loaded.
"""

from __future__ import annotations

import hashlib
import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from stemma.errors import ModelMissing


def package_folder(package: str, install: str) -> Path:
    """The folder of an installed package, without importing it.

    Raises:
        ModelMissing: the package is not installed.
    """
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelMissing(f"The model package {install} is not installed; install it with: pip install {install}")
    return Path(spec.submodule_search_locations[0])


def checked(path: Path, sha256: str, install: str) -> Path:
    """`path`, after its content was found to have the given SHA-256.

    Raises:
        ModelMissing: the file is missing or its content differs.
    """
    if not path.is_file():
        raise ModelMissing(
            f"The model file {path.name} is missing; reinstall it with: pip install --force-reinstall {install}"
        )
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise ModelMissing(
            f"The model file {path.name} is not the pinned one (SHA-256 {found[:12]}…, expected {sha256[:12]}…); "
            f"reinstall it with: pip install --force-reinstall {install}"
        )
    return path


def onnx_runtime() -> Any:
    """The module ``onnxruntime``, loaded with its telemetry off. No other place imports it."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # all but Windows; read once, when the library starts
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # Windows
    return onnxruntime
