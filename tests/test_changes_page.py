"""What the page of changes shows: its figures are those of the library, its choices those of the store, its sentences true."""

import datetime as dt

import facts
import pytest

from la21data import changes, rollup
from la21data.blocks.catalogue import make
from la21data.blocks.changes import WHATS, choices
from la21data.changes import asked
from la21data.findings.changes import findings
from la21data.metrics import default_scope
from la21data.problems import CannotUse
from la21data.scope import Scope
from la21data.store import Store
from la21data.view import View
from tests.test_changes import later


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Two snapshots, the second built later. Not to be written to."""
    store = Store(tmp_path_factory.mktemp("store"))
    records = facts.generate(41, "mixed")
    for own in (records, later(records, 41)):

        def build(connection, own=own):
            facts.write(connection, own)
            rollup.build(connection)

        with store.writing():
            store.publish(build, is_demo=False, as_of=dt.date(2026, 10, 31), entry={"what": "import"})
    return store


@pytest.fixture(scope="module")
def view(store):
    snapshot = store.open()
    return View(snapshot, default_scope(snapshot, Scope()))


def test_the_choices_are_the_years_and_the_earlier_snapshots(store, view):
    newest, first = store.ids()
    names = choices(view)
    assert first in names and newest not in names
    years = [code for code in names if code.isdigit()]
    assert years == sorted(years, reverse=True) and asked.first_since(view.snapshot, view.scope) in years


def test_map_kinds_and_sentences_say_what_the_library_says(store, view):
    since = store.ids()[1]
    found = changes.between(store.open(since), view.snapshot)
    counts = found.counts()
    kinds = make("changes-kinds", view, {"since": since})
    assert kinds.native and sum(kinds.native.series[0].values) == sum(counts.values())
    assert len(kinds.table.rows) == len(found.laos)
    by_province = found.by_province().set_index("province")
    for what in WHATS[1:]:
        block = make("changes-map", view, {"since": since, "what": what})
        assert bool(block.empty) == (not by_province[what].any())
    text = " ".join(finding.text for finding in findings(view, since))
    assert f"เข้าร่วม {counts['joined']} แห่ง" in text and f"ขยับขั้นขึ้น {counts['rose']} แห่ง" in text
    rows = found.records.set_index("kind").loc["participation"]
    assert f"การเข้าร่วมโครงการ {rows['before']:,} → {rows['after']:,}" in text
    assert all(finding.path == "/changes" and finding.options["since"] == since for finding in findings(view, since))


def test_nothing_new_is_said_in_one_sentence(view):
    last = str(max(view.snapshot.fiscal_years))
    (only,) = findings(view, last)
    assert "ไม่มีความเปลี่ยนแปลง" in only.text


def test_a_snapshot_that_is_not_there_is_one_clear_line(view):
    with pytest.raises(CannotUse):
        asked.laos(view.snapshot, "00099-deadbeef", view.scope)
    assert make("changes-kinds", view, {"since": "../../etc/passwd"}).title  # Counts as the page's first choice.
