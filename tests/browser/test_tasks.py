"""Six questions of executives, each answered in at most three presses from the overview, by words that can be checked."""

from collections.abc import Callable, Iterator
from math import comb
from pathlib import Path

import pytest
from visiting import Visit

from la21data import lists, metrics, reference, thai
from la21data.domain import REGIONS
from la21data.findings.overview import things_to_look_at
from la21data.scope import Scope
from la21data.store import Snapshot, Store
from la21data.text import words
from la21data.view import View

MOST = 3
YEAR = 2569


@pytest.fixture(scope="module")
def snapshot(demo_store: Path) -> Iterator[Snapshot]:
    yield Store(demo_store).open()


class Task:
    """A reader on the overview who counts the presses."""

    def __init__(self, visit: Callable[..., Visit]) -> None:
        self.visit = visit("/")
        self.presses = 0

    def press(self, label: str, within: str = "body") -> None:
        self.visit.page.locator(within).get_by_text(label, exact=True).first.click()
        self.presses += 1
        self.visit.page.wait_for_timeout(300)
        self.visit.stand_still()

    def reads(self, *told: str) -> None:
        """At once, or as soon as the browser has painted what has come."""
        assert self.presses <= MOST
        for _ in range(20):
            text = self.visit.page.locator('[data-testid="stMain"]').inner_text()
            if all(one in text for one in told):
                break
            self.visit.page.wait_for_timeout(250)
        assert [one for one in told if one not in text] == []
        assert self.visit.faults() == []

    def holds(self, told: str) -> None:
        """Among the rows of a table: the browser paints them, and keeps their text for a screen reader."""
        self.visit.page.locator("canvas", has_text=told).first.wait_for(state="attached", timeout=10_000)


@pytest.fixture
def task(visit: Callable[..., Visit]) -> Task:
    return Task(visit)


MENU = '[data-testid="stSidebarNav"]'


def by_chance(n: int, of: int, share: float) -> bool:
    """Whether a count so low or so high comes by chance in 2.5 of 100 cases or more, where each has this share."""
    at = [comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(of + 1)]
    return min(sum(at[: n + 1]), sum(at[n:])) >= 0.025


@pytest.mark.parametrize("region", ["south", "northeast"])
def test_which_province_of_a_region_is_lowest_and_is_that_noise(task: Task, snapshot: Snapshot, region: str) -> None:
    """In the north-east it is where nobody takes part at all."""
    task.press(next(term.th for term in REGIONS if term.code == region), ".st-key-regions")
    frame = metrics.frame(snapshot, "participation_rate", ("province",), Scope(years=(YEAR,), regions=(region,)))
    country = metrics.figure(snapshot, "participation_rate", Scope(years=(YEAR,))).value
    lowest = frame[frame["value"] == frame["value"].min()]
    counts = zip(lowest["province_th"], lowest["numerator"], lowest["denominator"], strict=True)
    beyond = [name for name, n, of in counts if not by_chance(int(n), int(of), country)]
    task.reads(
        f"จังหวัด{lowest['province_th'].iloc[0]}" if len(lowest) == 1 else f"{len(lowest)} จังหวัดที่มีค่าเท่ากัน",
        thai.format_percent(lowest["value"].iloc[0]),
        "เกินกว่าความบังเอิญ" if beyond else "ไม่เกินความบังเอิญ",
        *beyond,
    )


def test_how_many_provinces_have_nobody_taking_part_and_which(task: Task, snapshot: Snapshot) -> None:
    covered = metrics.figure(snapshot, "provinces_covered", Scope(years=(YEAR,)))
    missing = int(covered.denominator - covered.numerator)
    told = snapshot.rows("select province from lao_year where fiscal_year = ? group by all having not bool_or(taking_part)", [YEAR])
    names = {reference.provinces()[code].name_th for (code,) in told if code != "10"}
    assert len(names) == missing
    task.reads(f"{missing} จังหวัดไม่มี อปท. เข้าร่วม")
    sentence = task.visit.page.get_by_text(f"{missing} จังหวัดไม่มี อปท. เข้าร่วม").first.inner_text()
    assert sum(name in sentence for name in names) >= 3, "and which"
    task.press(next(things_to_look_at(View(snapshot, Scope(years=(YEAR,))))).text)  # The sentence is a link.
    task.reads(words("network.without_rows"), words("network.without_note", n=missing, of=int(covered.denominator)))


def test_who_stands_still_and_should_be_helped_first(task: Task, snapshot: Snapshot) -> None:
    task.press("บันได 4 ขั้น", MENU)
    task.press(words("steps.section_lists"))
    still = metrics.figure(snapshot, "stalled_laos", Scope(years=(YEAR,))).value
    task.reads(thai.format_number(still))
    first = lists.standing_still(snapshot, Scope(years=(YEAR,)), 3).iloc[0]
    task.holds(metrics.labels(snapshot, "lao", {first["lao"]})[first["lao"]])


def test_how_much_of_the_activities_does_the_department_pay(task: Task, snapshot: Snapshot) -> None:
    task.press("กิจกรรม", MENU)
    task.press("งบประมาณ")
    share = metrics.figure(snapshot, "budget_deqp_share", Scope(years=(YEAR,)))
    task.reads(thai.format_percent(share.value), thai.format_baht(share.numerator), thai.format_baht(share.denominator))


def test_which_component_of_the_standard_needs_work(task: Task, snapshot: Snapshot) -> None:
    task.press("มาตรฐาน", MENU)
    frame = metrics.frame(snapshot, "standard_component", (), Scope(years=(YEAR,))).sort_values("value")
    task.reads(f"ต่ำสุดคือ{frame.iloc[0]['component_th']} ({thai.format_number(frame.iloc[0]['value'], 1)})")


def test_do_the_pilots_differ_from_the_country_by_more_than_chance(task: Task, snapshot: Snapshot) -> None:
    task.press("จังหวัดต้นแบบ", MENU)
    task.press(words("pilots.section_funnel"))
    assert task.visit.page.locator(".st-key-block_funnel .js-plotly-plot").count() == 1
    country = metrics.figure(snapshot, "participation_rate", Scope(years=(YEAR,))).value
    six = metrics.frame(snapshot, "participation_rate", ("province",), Scope(years=(YEAR,), pilot=True))
    counts = zip(six["province_th"], six["numerator"], six["denominator"], strict=True)
    beyond = [name for name, n, of in counts if not by_chance(int(n), int(of), country)]
    none = "ไม่มีจังหวัดต้นแบบใดต่างจากทั้งประเทศ"
    task.reads(thai.format_percent(country), *(beyond or [none]))
