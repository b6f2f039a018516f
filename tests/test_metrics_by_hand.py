"""la21data.metrics on small records whose figures were worked out by hand."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from pathlib import Path

import facts
import pytest
from facts import Records
from lao_histories import Row, lao

from la21data import metrics
from la21data.measures import measures
from la21data.metrics.interval import wilson
from la21data.metrics.survival import Careers, kaplan_meier, median
from la21data.scope import Scope, parse
from la21data.store import Snapshot


def application(code: str, year: int, step: int = 1, track: str = "ladder", **more: object) -> Row:
    return {"fiscal_year": year, "lao_code": code, "track": track, "step": step, "import_id": "p", **more}


def snapshot_of(path: Path, as_of: dt.date = dt.date(2024, 10, 15), **tables: list[Row]) -> Snapshot:
    list_of = [{"import_id": "r", "as_of": dt.date(2023, 11, 9), "mode": "full", "laos": len(tables["lao"])}]
    return facts.publish(path, Records(as_of, {"registry_list": list_of, **tables}))


def test_wilson_interval_of_known_shares() -> None:
    assert wilson(0, 10) == (0.0, pytest.approx(0.277533, abs=1e-6))  # Newcombe 1998, method 3
    assert wilson(81, 263) == (pytest.approx(0.2553, abs=5e-5), pytest.approx(0.3662, abs=5e-5))
    assert all(math.isnan(bound) for bound in (*wilson(0, 0), *wilson(3, 2)))


def test_kaplan_meier_by_hand() -> None:
    curve = kaplan_meier([Careers(1, False, 1), Careers(2, True, 1), Careers(3, False, 1), Careers(3, True, 1), Careers(5, False, 1)])
    assert [(m.at_risk, m.reached, m.censored) for m in curve] == [(5, 0, 0), (5, 0, 1), (4, 1, 0), (3, 1, 1), (1, 0, 0), (1, 0, 1)]
    assert [float(m.survival) for m in curve[2:4]] == [0.75, 0.5]
    assert median(curve) == 3  # Exactly one half: reached.
    assert median(kaplan_meier([Careers(1, True, 1), Careers(2, False, 2)])) is None
    assert kaplan_meier([]) == []


def test_years_to_model(tmp_path: Path) -> None:
    path = {"a": [1, 2, 4], "b": [1, 4], "c": [1, 1, 2, 3]}  # Years to step 4: 2, 1, and not yet after 3.
    rows = [application(f"600000{n}", 2563 + at, step) for n, steps in enumerate(path.values()) for at, step in enumerate(steps)]
    rows.append(application("6000009", 2563, 2, "fast_track"))  # Never on the ladder: no career.
    laos = [lao(f"600000{n}", name=f"ก{n}") for n in (0, 1, 2, 9)]
    with_rows = snapshot_of(tmp_path, lao=laos, participation=rows)
    found = metrics.figure(with_rows, "years_to_model")
    assert (found.value, found.denominator, found.flag) == (2, 3, "") and math.isnan(found.numerator)
    early = metrics.figure(with_rows, "years_to_model", Scope(years=(2564,)))
    assert (early.denominator, early.flag) == (3, "not_reached") and math.isnan(early.value)
    assert list(metrics.survival_curve(with_rows)["survival"]) == [1.0, pytest.approx(2 / 3), pytest.approx(1 / 3), pytest.approx(1 / 3)]
    assert len(metrics.survival_curve(with_rows, Scope(provinces=("90",)))) == 0


def test_upgrade_is_no_leaving_and_no_joining(tmp_path: Path) -> None:
    day = dt.date(2022, 12, 1)
    old, new = "6500101", "5500199"
    laos = [lao(old, name="หนอง", valid_to=day), lao(new, name="หนอง", lao_type="subdistrict", valid_from=day, predecessor_code=old)]
    store = snapshot_of(tmp_path, lao=laos, participation=[application(old, 2565), application(new, 2566), application(new, 2567)])
    assert [metrics.figure(store, "new_laos", Scope(years=(year,))).value for year in (2565, 2566, 2567)] == [1, 0, 0]
    assert metrics.figure(store, "participating_laos").value == 1
    assert metrics.figure(store, "retention_rate").value == 1
    assert metrics.figure(store, "stalled_laos", Scope(years=(2567,))).value == 1
    followed = metrics.lao_lookup(store)
    assert (followed("6500101"), followed("5500199"), followed("9999999")) == ("5500199", "5500199", None)
    scope, problems = parse("lao=6500101", lao_known=followed)
    assert scope.lao == "5500199" and not problems
    assert list(metrics.frame(store, "participating_laos", ("lao",))["lao_th"]) == ["ทต.หนอง"]
    assert store.rows("select fiscal_year, lao_type, lao_code from lao_year order by 1") == [
        (2565, "sao", "6500101"),
        (2566, "subdistrict", "5500199"),
        (2567, "subdistrict", "5500199"),
    ]


def test_without_participation_records_nothing_is_said_to_be_zero(tmp_path: Path) -> None:
    award = {
        "fiscal_year": 2567,
        "lao_code": "6000001",
        "award": "ก",
        "award_level": "national",
        "award_category": "other",
        "import_id": "w",
    }
    store = snapshot_of(tmp_path, lao=[lao("6000001")], award=[award])
    for code in (
        "participating_laos",
        "participation_rate",
        "learning_centres",
        "late_application_rate",
        "provinces_covered",
        "years_to_model",
    ):
        found = metrics.figure(store, code)
        assert found.flag == "no_data" and math.isnan(found.value) and math.isnan(found.numerator), code
    assert metrics.figure(store, "awards").value == 1 and metrics.figure(store, "lao_total").value == 1
    assert set(metrics.frame(store, "activities", ("province",))["flag"]) == {"no_data"}


def test_flags_of_places(tmp_path: Path) -> None:
    laos = [lao("6000001", province="50"), lao("6000002", province="51"), lao("1100000", lao_type="special", province="10")]
    rows = [application("6000001", 2567, applied_on=dt.date(2024, 10, 1))]
    store = snapshot_of(tmp_path, lao=laos, participation=rows)
    scope = Scope(years=(2567,))
    covered = metrics.frame(store, "provinces_covered", ("province",), scope).set_index("province")
    assert dict(covered["flag"][["10", "50", "51"]]) == {"10": "not_eligible", "50": "", "51": "not_applied"}
    assert math.isnan(covered["value"]["10"]) and len(covered) == 77  # All that are to be covered, whatever the registry holds.
    assert metrics.figure(store, "provinces_covered", scope).denominator == 76
    rates = metrics.frame(store, "late_application_rate", ("province",), scope).set_index("province")
    assert dict(rates["flag"]) == {"10": "not_applied", "50": "small_number", "51": "not_applied"}
    assert rates["value"]["50"] == 1 and math.isnan(rates["value"]["51"])
    counts = metrics.frame(store, "participating_laos", ("province",), scope).set_index("province")
    assert dict(counts["value"]) == {"10": 0, "50": 1, "51": 0} and counts["flag"]["51"] == "not_applied"


def test_running_year_is_marked_and_a_stock_stands_before_it(tmp_path: Path) -> None:
    rows = [application("6000001", 2566), application("6000001", 2567, 2), application("6000002", 2567)]
    store = snapshot_of(tmp_path, dt.date(2024, 3, 1), lao=[lao("6000001"), lao("6000002")], participation=rows)
    at_step = metrics.frame(store, "laos_at_step")
    assert at_step["value"].sum() == 1 and set(at_step["flag"]) == {""}  # 2566, the last complete year.
    assert metrics.figure(store, "participating_laos").flag == "partial_year"
    assert list(metrics.frame(store, "participating_laos", ("fiscal_year",))["flag"]) == ["", "partial_year"]
    assert metrics.figure(store, "participating_laos", Scope(years=(2566,))).flag == ""
    assert metrics.default_scope(store, Scope()).years == (2566,)
    assert metrics.default_scope(store, Scope(years=(2567,))).years == (2567,)


def test_a_total_over_all_years_is_partial_only_where_the_running_year_is_in_it(tmp_path: Path) -> None:
    award = {"lao_code": "6000001", "award": "ก", "award_level": "national", "award_category": "other", "import_id": "w"}
    store = snapshot_of(tmp_path, dt.date(2024, 3, 1), lao=[lao("6000001")], award=[{**award, "fiscal_year": 2566}])
    assert store.fiscal_years == (2566, 2567) and store.is_running(2567)
    assert metrics.figure(store, "awards").flag == ""
    assert metrics.figure(store, "awards", Scope(years=(2566, 2567))).flag == "partial_year"
    assert metrics.figure(store, "awards", Scope(years=(2567,))).flag == "no_data"
    assert metrics.figure(store, "lao_total").flag == "partial_year"


def test_money_is_summed_exactly(tmp_path: Path) -> None:
    activity = {"fiscal_year": 2567, "lao_code": "6000001", "name": "ก", "category": "other", "import_id": "a"}
    budgets = {"budget_lao": Decimal("0.10"), "budget_other": Decimal("9999999999.99")}
    rows = [{**activity, **budgets, "activity_id": str(n)} for n in range(300)]
    store = snapshot_of(tmp_path, lao=[lao("6000001")], activity=rows)
    assert metrics.figure(store, "budget_total").value == 3000000000027.0
    sums = store.rows("select budget_lao, budget_other from lao_year where activities > 0")
    assert sums == [(Decimal("30.00"), Decimal("2999999999997.00"))]


def test_track_does_not_change_how_many_laos_there_are(tmp_path: Path) -> None:
    laos = [lao(f"600000{n}") for n in range(4)]
    rows = [application("6000000", 2567), application("6000001", 2567, track="fast_track")]
    store = snapshot_of(tmp_path, lao=laos, participation=rows)
    on_ladder = metrics.figure(store, "participation_rate", Scope(years=(2567,), tracks=("ladder",)))
    assert (on_ladder.numerator, on_ladder.denominator) == (1, 4)


def test_a_store_without_any_record_says_no_data(tmp_path: Path) -> None:
    store = facts.publish(tmp_path, Records(dt.date(2024, 1, 1)))
    for code, of in measures().items():
        found = metrics.frame(store, code)
        assert set(found["flag"]) <= {"no_data"} and found["value"].isna().all(), code
        assert len(found) == 1 or of.always_by
        if "province" in metrics.possible_dimensions(code):
            assert set(metrics.frame(store, code, ("province",))["flag"]) <= {"no_data"}
    assert metrics.default_scope(store, Scope()) == Scope()
