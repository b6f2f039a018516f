"""What can be called is written down: an undocumented command, option or measure fails here."""

import argparse
from pathlib import Path

import pytest

from la21data.commands.parser import build_parser
from la21data.measures import measures
from la21data.settings import SETTINGS

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "user-guide.md").read_text(encoding="utf-8")


def commands() -> dict[str, argparse.ArgumentParser]:
    action = next(a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction))
    return dict(action.choices)


@pytest.mark.parametrize("name", commands())
def test_every_command_and_option_is_in_the_guide(name):
    assert f"| `{name}` |" in GUIDE
    for action in commands()[name]._actions:
        for option in action.option_strings:
            assert option in ("-h", "--help") or f"`{option}" in GUIDE, f"{name} {option}"


@pytest.mark.parametrize("code", measures())
def test_every_measure_is_in_the_guide_as_it_stands_in_its_record(code):
    found = measures()[code]
    assert f"| `{code}` | {found.th.title} | {found.th.unit} | {found.th.definition} |" in GUIDE


def test_the_settings_in_the_operations_guide_are_those_of_the_code():
    guide = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    told = [line for line in guide.splitlines() if line.startswith("| `LA21_")]
    shown = [f"| `{s.name}` | {f'`{s.default}`' if s.default else '–'} | {s.th} / {s.en} |" for s in SETTINGS]
    assert told == shown


def test_only_the_settings_read_the_environment():
    rooms = [path for room in ("la21data", "pages", "serving") for path in (ROOT / room).rglob("*.py")]
    readers = {
        path.name for path in [*rooms, ROOT / "server.py", ROOT / "dashboard.py"] if "os.environ" in path.read_text(encoding="utf-8")
    }
    assert readers == {"settings.py", "browser.py", "spark.py"}  # BROWSER_PATH, JAVA_HOME and SPARK_LOCAL_IP are other programs' own.


def test_readme_names_the_two_commands_and_links_that_exist():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make run" in readme and "make test" in readme
    for link in (
        "docs/user-guide.md",
        "data/README.md",
        "docs/operations.md",
        "docs/adr",
        "docs/screenshots/1440-home.png",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "LICENSE",
    ):
        assert (ROOT / link).exists(), link
