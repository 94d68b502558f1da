"""The bill of materials: what a kit is built with, in a form that other programs read (CycloneDX 1.6, JSON)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from packaging.version import Version

from generators.dependencies.locks import LockedPackage

FILE_NAME = "runtime.cdx.json"


def bill_of_materials(name: str, version: str, packages: Iterable[LockedPackage]) -> str:
    """The bill of ``packages``, of which the program ``name`` of ``version`` is made.

    The shape is that of ECMA-424 (CycloneDX 1.6); a package's address is its "purl" (package-url specification). It
    holds no serial number and no time, so that the same lock gives the same bytes.
    """
    program = _component("application", name, str(Version(version)))
    components = [_of_package(package) for package in packages]
    needs = {"ref": program["bom-ref"], "dependsOn": [one["bom-ref"] for one in components]}
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": program},
        "components": components,
        "dependencies": [needs],
    }
    return f"{json.dumps(bill, indent=2, ensure_ascii=False)}\n"


def _of_package(package: LockedPackage) -> dict[str, Any]:
    component = _component("library", package.name, str(package.version))
    component["hashes"] = [{"alg": "SHA-256", "content": one} for one in package.hashes]
    if package.marker:
        component["properties"] = [{"name": "cdx:python:package:environment-marker", "value": package.marker}]
    return component


def _component(kind: str, name: str, version: str) -> dict[str, Any]:
    escaped = re.sub("[+!]", lambda found: f"%{ord(found[0]):02X}", version)
    address = f"pkg:pypi/{name}@{escaped}"
    return {"type": kind, "bom-ref": address, "name": name, "version": version, "purl": address}
