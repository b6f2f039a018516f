"""A sample of the ten thousand broken files of `make torture`: no traceback, and read = accepted + unchanged + rejected."""

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from la21data.ingest.readers import read_file
from la21data.store import Store
from tests.ingest.fuzz import broken_file, import_holds

SAMPLE = 120


@seed(21)
@settings(
    max_examples=SAMPLE,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(number=st.integers(0, 2**32))
def test_a_broken_file_is_read_or_refused(registry_store, tmp_path, number):
    report = tmp_path / "report.xlsx" if number % 10 == 0 else None
    came = import_holds(Store(registry_store), broken_file(number, tmp_path), report)
    if came == "read" and report:
        assert read_file(report)
