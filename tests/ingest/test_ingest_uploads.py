"""Files that arrive through a page: safe names, a dry run first, counts and never a row, rights asked of everybody."""

import pytest

from la21data import quality, uploads
from la21data.access import NOBODY, OPERATOR, Actor, parse_role
from la21data.problems import CannotUse
from la21data.uploads import HowToRead, Upload, key_of, safe_name
from tests.ingest.files import CITY, PARTICIPATION_HEADER

STEWARD, OFFICE = Actor("aaaa", parse_role("steward")), Actor("bbbb", parse_role("office:15"))


def upload(*rows, name="p.csv"):
    return Upload(name, "\n".join([",".join([*PARTICIPATION_HEADER, "โทรศัพท์"]), *(",".join(row) for row in rows)]).encode())


GOOD = upload(["2567", CITY, "บันได", "1", "0812345678"], ["2566", CITY, "บันได", "9", ""])


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("a.csv", "a.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\แบบ ฟอร์ม.xlsx", "แบบ ฟอร์ม.xlsx"),
        ("..", "file"),
        ("", "file"),
        ("a\x00b\n.csv", "a_b_.csv"),
        ("x" * 500 + ".xlsx", ("x" * 500 + ".xlsx")[-120:]),
    ],
)
def test_a_name_stays_in_its_folder(name, kept):
    assert safe_name(name) == kept


def test_a_dry_run_publishes_nothing_and_then_the_same_files_are_published(store):
    before = store.ids()
    judged = uploads.run(store, [GOOD], STEWARD, how=HowToRead(), dry_run=True)
    (file,) = judged.files
    assert (file.read, file.new, file.rejected, file.dropped_columns) == (2, 1, 1, ("โทรศัพท์",))
    assert file.reasons == {("out_of_range", "ขั้น"): 1} and judged.changes_something and judged.report
    assert store.ids() == before and judged.snapshot is None
    done = uploads.run(store, [GOOD], STEWARD, how=HowToRead(), dry_run=False)
    assert done.snapshot == store.current_id() and done.files == judged.files and done.parent == before[0]
    last = list(store.journal)[-1]
    assert (last["by"], last["role"], last["files"][0]["file"]) == ("aaaa", "steward", "p.csv")
    again = uploads.run(store, [GOOD], STEWARD, how=HowToRead(), dry_run=False)
    assert again.snapshot is None and again.files[0].unchanged == 1
    (row,) = quality.rejected(store.open()).to_dict("records")
    assert row == {"kind": "participation", "reason_code": "out_of_range", "open": 1, "resolved": 0}
    mended = upload(["2566", CITY, "บันได", "2", ""])
    uploads.run(store, [mended], STEWARD, how=HowToRead(), dry_run=False)
    assert quality.rejected(store.open())[["open", "resolved"]].to_numpy().tolist() == [[0, 1]]


def test_without_a_role_nothing_is_read_and_a_role_that_may_only_check_publishes_nothing(store):
    before = store.ids()
    for actor, dry_run in ((NOBODY, True), (NOBODY, False), (OFFICE, False)):
        with pytest.raises(CannotUse, match="may not"):
            uploads.run(store, [GOOD], actor, how=HowToRead(), dry_run=dry_run)
    checked = uploads.run(store, [GOOD], OFFICE, how=HowToRead(), dry_run=True)
    assert checked.files[0].read == 2 and store.ids() == before


def test_a_file_that_cannot_be_used_is_one_clear_line(store):
    with pytest.raises(CannotUse):
        uploads.run(store, [Upload("photo.xlsx", b"\xff\xd8\xff\xe0")], OPERATOR, how=HowToRead(), dry_run=True)


def test_two_files_of_one_name_are_two_files_and_other_files_have_another_key(store):
    other = upload(["2565", CITY, "บันได", "1", ""])
    judged = uploads.run(store, [GOOD, other], OPERATOR, how=HowToRead(), dry_run=True)
    assert [file.read for file in judged.files] == [2, 1]
    assert judged.files_key == key_of([GOOD, other], HowToRead()) != key_of([GOOD], HowToRead()) != key_of([GOOD], HowToRead("award"))
