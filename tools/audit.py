"""Known vulnerabilities of the locked libraries, and a list of what is inside (`sbom.json`, CycloneDX): `make audit`.

It prints how many packages were looked up. None looked up is «not checked», never «clean»: a machine without the database says so.
Exit status 0: looked up, nothing known; 1: something is known; 3: not checked.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCKED = ROOT / "requirements.txt"
SBOM = ROOT / "sbom.json"
BIN = Path(sys.executable).parent


def verdict(found: dict[str, Any] | None, why_not: str = "") -> tuple[int, list[str]]:
    """Exit status and lines for what pip-audit told (None: it told nothing)."""
    packages = [] if found is None else found["dependencies"]
    audited = [package for package in packages if "vulns" in package and "skip_reason" not in package]
    known = [
        f"{package['name']} {package['version']}: {vuln['id']} (mended in: {', '.join(vuln['fix_versions']) or '-'})"
        for package in audited
        for vuln in package["vulns"]
    ]
    count = f"{len(audited)} of {len(packages)} packages audited"
    if not audited:
        return 3, [f"{count}: NOT CHECKED, the database could not be asked{f' ({why_not})' if why_not else ''}"]
    if known:
        return 1, [count, *known]
    if len(audited) < len(packages):
        return 3, [f"{count}: nothing known about these, the rest was NOT CHECKED"]
    return 0, [f"{count}: nothing known"]


def main() -> int:
    command = [
        str(BIN / "pip-audit"),
        "--requirement",
        str(LOCKED),
        "--require-hashes",
        "--disable-pip",
        "--progress-spinner",
        "off",
        "--format",
        "json",
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    try:
        found = json.loads(done.stdout)
    except ValueError:
        found = None
    status, lines = verdict(found, "" if found else (done.stderr.strip().splitlines() or ["no answer"])[-1][:200])
    print("\n".join(lines))
    subprocess.run([BIN / "cyclonedx-py", "requirements", LOCKED, "--output-file", SBOM], check=True, capture_output=True)
    print(f"{len(json.loads(SBOM.read_text(encoding='utf-8'))['components'])} components listed in {SBOM.name}")
    return status


if __name__ == "__main__":
    sys.exit(main())
