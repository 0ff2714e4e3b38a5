"""What a visitor sees of each page: a text too faint is found among a hundred that look otherwise."""

import pytest

from tests.journeys.visitor import AXE, DESK, ONE_OF_EACH_LOOK, Visitor, axe_script

pytestmark = pytest.mark.browser
STYLES = """td { color: #111; background: #fff } .faint { color: #aaa } .dark { background: #222 }
            .dark td.clear { background: transparent } .see-through { opacity: 0.3 }"""
# What one row of a hundred is like, and is it a fault?
ROWS = {
    "<tr><td>as the others</td></tr>": False,
    '<tr><td class="faint">too faint</td></tr>': True,
    '<tr><td><span style="color: #bbb">too faint within</span></td></tr>': True,
    '<tr class="dark"><td class="clear">dark on dark</td></tr>': True,
    '<tr class="see-through"><td>half gone</td></tr>': True,
    '<tr><td><button disabled>no</button><p class="faint">after what cannot be used</p></td></tr>': True,
    '<tr><td><label class="faint">Name <input></label></td></tr>': True,
    '<tr><td><input placeholder="words" style="color: #ccc" value="faint" aria-label="Name"></td></tr>': True,
}


def test_a_text_too_faint_is_found_among_a_hundred_that_look_otherwise(chromium):
    page = chromium.new_page()
    rows = "<tr><td>like all others</td></tr>" * 50
    wrong = []
    for row, fault in ROWS.items():
        page.set_content(
            f"<html lang=en><title>T</title><style>{STYLES}</style><main><table>{rows}{row}{rows}</table></main>"
        )
        page.evaluate(axe_script())
        contrast = {"type": "rule", "values": ["color-contrast"]}
        whole = page.evaluate(AXE, contrast)["violations"]
        page.evaluate(ONE_OF_EACH_LOOK)
        some = page.evaluate(AXE, contrast)["violations"]
        if bool(whole) is not fault or bool(some) is not fault:
            wrong.append(f"{row}: a fault {fault}, found in all {bool(whole)}, found in one of each look {bool(some)}")
    assert page.locator("[data-look]").count() < 12
    with pytest.raises(AssertionError, match="color-contrast"):
        Visitor(page, set(), axe_script(), javascript=True)._axe("here", DESK)
    page.close()
    assert not wrong, "\n".join(wrong)
