"""The main job on real records, from files to the map in a browser. Skips, visibly, where the records are not at hand."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from visiting import ROOT, Visit, serving

from la21data import metrics
from la21data.ingest import import_files
from la21data.scope import Scope
from la21data.store import Store

REAL = ROOT.parent / "shared" / "data" / "real"
FILES = ("lao_registry_25601201.csv", "lao_registry_25661109.csv", "green-city1.csv")
# Province -> value, as the figure on the page holds it: name in `text`, value first in `customdata`.
DRAWN = """() => Object.fromEntries([...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => plot.data)
  .filter(trace => trace.type === 'choropleth' && trace.customdata)
  .flatMap(trace => trace.locations.map((code, at) => [code, [].concat(trace.customdata[at])[0]])))"""


@pytest.fixture(scope="module")
def real_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    if not REAL.is_dir():
        pytest.skip("the real records (../shared/data/real) are not on this machine")
    store = Store(tmp_path_factory.mktemp("real") / "store")
    for name in FILES:
        import_files(store, [REAL / name])
    return store


@pytest.mark.real
def test_the_map_shows_real_awards_by_province_without_the_demo_banner(real_store: Store, browser: Browser, tmp_path: Path) -> None:
    frame = metrics.frame(real_store.open(), "awards", ("province",), Scope(years=(2562,)))
    wanted = dict(zip(frame["province"], frame["value"], strict=True))
    assert sum(wanted.values()) == 159
    with serving(real_store.path, tmp_path / "log", "--prepare") as address:
        opened = Visit(browser.new_page(viewport={"width": 1440, "height": 900}))
        opened.watch(address)
        opened.page.goto(f"{address}/map?measure=awards&fy=2562")
        opened.stand_still()
        opened.page.wait_for_selector(".js-plotly-plot .choroplethlayer path")
        assert opened.page.evaluate(DRAWN) == wanted
        assert "ข้อมูลสาธิต" not in opened.page.inner_text("body")
        assert "รางวัล สูงหรือต่ำที่จังหวัดใด" in opened.page.inner_text("body")
        assert opened.faults() == []
