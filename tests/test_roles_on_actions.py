"""Each role on each action, by the functions of the library that do it: no page stands between, no button is hidden."""

import shutil
from pathlib import Path

import pytest

from la21data import roles
from la21data.access import ACTIONS, Actor, parse_role
from la21data.export import carry
from la21data.export.formats import FORMATS
from la21data.ingest import aliases, import_files
from la21data.ingest.kept_report import kept_workbook
from la21data.metrics import default_scope
from la21data.problems import CannotUse
from la21data.scope import Scope
from la21data.store import Store, history, prune, rollback, withdraw
from la21data.view import View
from tests.ingest.files import CITY, PARTICIPATION_HEADER, REGISTRY_HEADER, SAO, TODAY, csv_file, registry_rows
from tests.test_access import PAIRS

KRABI = {"office:5": "office:15", "steward:5": "steward:15", "province:41": "province:81"}  # The roles' own rows are there: CITY's.


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("roles")
    import_files(Store(folder / "store"), [csv_file(folder / "registry_25601201.csv", REGISTRY_HEADER, registry_rows())], today=TODAY)
    rows = [["2567", CITY, "บันได", "1"], ["2567", CITY, "บันได", "9"]]
    import_files(Store(folder / "store"), [csv_file(folder / "p.csv", PARTICIPATION_HEADER, rows)], today=TODAY)
    return folder / "store"


def do(action: str, store: Store, actor: Actor, folder: Path) -> object:
    """The action, done. What changes the store is done to a copy of it."""
    file = csv_file(folder / "next.csv", PARTICIPATION_HEADER, [["2566", CITY, "บันได", "1"]])
    view = View(store.open(), default_scope(store.open(), Scope()))
    match action:
        case "look":
            return view.figure("participating_laos").value
        case "export":
            return FORMATS["csv"].make(carry(view, "map", {}))
        case "rejected_rows":
            return kept_workbook(store.open(), actor)
        case "dry_run" | "import":
            return import_files(store, [file], dry_run=action == "dry_run", today=TODAY, actor=actor).files[0].new
        case "roll_back":
            return rollback(store, store.ids()[-1], actor)
        case "settle_aliases":
            return aliases.add_alias(store, "lao", "ตย.งาม", SAO, "กระบี่", actor=actor)
        case "prune":
            return prune(store, 1, actor)
        case "withdraw":
            withdraw(store, store.ids()[-1], actor)
            return True
        case "roles":
            roles.set_role(actor, "somebody", "viewer", folder / "roles.toml")
            return True
        case "read_journal":
            return history.read_journal(store, actor)
    raise AssertionError(f"no way to try {action}")


def state(store: Store, folder: Path) -> tuple[object, ...]:
    return store.ids(), store.current_id(), store.journal.path.read_bytes(), (folder / "roles.toml").exists()


@pytest.mark.parametrize(("action", "role", "mark"), PAIRS)
def test_each_role_on_each_action(action: str, role: str, mark: str, lived_in: Path, tmp_path: Path) -> None:
    store = Store(shutil.copytree(lived_in, tmp_path / "store"))
    actor = Actor("somebody", parse_role(KRABI.get(role, role)))
    before = state(store, tmp_path)
    if mark != ".":
        assert do(action, store, actor, tmp_path)
        return
    with pytest.raises(CannotUse) as error:
        do(action, store, actor, tmp_path)
    assert error.value.problem.code == "not_allowed" and state(store, tmp_path) == before


def test_no_action_is_left_out() -> None:
    assert {action for action, _, _ in PAIRS} == set(ACTIONS)
