"""Whatever arrives, every row read is accounted for, and nothing but CannotUse comes out."""

import csv
import io

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from la21data import thai
from la21data.ingest import import_files
from la21data.ingest.cells import Cells
from la21data.ingest.kinds import KINDS
from la21data.ingest.texts import read_texts
from la21data.problems import CannotUse
from la21data.store import Store
from tests.ingest.files import CITY, SAO, TODAY, TWIN_A, counts

WORDS = [
    "",
    "-",
    ".",
    "2567",
    "๒๕๖๗",
    "2024",
    "67",
    CITY,
    SAO,
    TWIN_A,
    "ทต.ตัวอย่างงาม",
    "อบต.ตัวอย่างงาม",
    "กระบี่",
    "จ.กระบี่",
    "บันได 4 ขั้น",
    "Fast Track",
    "1",
    "4",
    "9",
    "มี",
    "x",
    "รวม",
    "รวมทั้งสิ้น",
    "ที่มา: ก",
    "1 จังหวัด : กระบี่",
    "30/09/2566",
    "31/02/2566",
    "อื่น ๆ",
    "คัดแยกขยะ",
    "ระดับประเทศ",
    "ชมเชย",
    "ติดตาม",
    "ทสจ.",
    "อบรม",
    "ภาค",
    "-5",
    "1,000",
    "12.5",
    "น้ำ\u200b",
    "=1+1",
    "\n",
    '"',
    "'",
    "🙂",
    "a@b.th",
]
CELLS = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))


@st.composite
def tables(draw):
    kind = KINDS[draw(st.sampled_from(list(KINDS)))]
    columns = [column for column in kind.columns if column.required or column.name in ("lao_code", "province") or draw(st.booleans())]
    header = [draw(st.sampled_from([column.th, column.name])) for column in columns] + draw(
        st.lists(st.sampled_from(["", "อื่น", "โทรศัพท์"]), max_size=2)
    )
    rows = draw(st.lists(st.lists(CELLS, max_size=len(header) + 1), min_size=1, max_size=12))
    return [*draw(st.lists(st.lists(CELLS, max_size=2), max_size=3)), header, *rows]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=tables(), repeat=st.booleans())
def test_every_row_is_accounted_for(registry_store, tmp_path, table, repeat):
    text = io.StringIO()
    csv.writer(text).writerows(table)
    file = tmp_path / "garbage.csv"
    file.write_bytes(text.getvalue().encode("utf-8", "replace"))
    try:
        result = import_files(Store(registry_store), [file] * (1 + repeat), dry_run=True, today=TODAY)
    except CannotUse as error:
        assert error.problem.th and error.problem.en
        return
    for one in result.files:
        new, updated, unchanged, rejected = counts(one)
        assert one.read == new + updated + unchanged + rejected == len(one.rejections) + one.accepted + unchanged
        assert one.read + sum(one.skipped.values()) + 1 >= len(list(csv.reader(io.StringIO(text.getvalue(), newline="")))) - 1
    if repeat:
        assert result.files[1].new == 0


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_are_read_or_refused(registry_store, tmp_path, content):
    file = tmp_path / "garbage.bin"
    file.write_bytes(content)
    with pytest.raises(CannotUse):
        import_files(Store(registry_store), [file], dry_run=True, today=TODAY)


@settings(max_examples=300, deadline=None)
@given(
    texts=st.lists(
        st.one_of(
            st.text(max_size=60),
            st.lists(st.sampled_from(["สานักงาน", "ก�าจัด", "พืน้", "ขัน้", " ", "ที่", "ตาบล", "็", "ก?", "ดีก่", "\uf70a"])).map("".join),
            st.text(alphabet="กขคงเแโใไะาิีึืุู็่้๊๋์ํำ -.'“”\u200b\u00a0aA1๑", max_size=60),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_the_short_cut_for_proper_text_changes_nothing(texts):
    texts = [text.encode("utf-8", "replace").decode() for text in texts]
    cells = Cells(pa.array(texts, pa.string()).dictionary_encode())
    clean = [None if thai.is_missing(text) else thai.clean_text(text) for text in texts]
    assert read_texts(cells).to_pylist() == clean
    assert read_texts(cells, arabic_digits=True).to_pylist() == [text and thai.to_arabic_digits(text) for text in clean]
