"""The design system comes without its brand, and the copy stops when something of it would be left."""

import pytest

from sscb import assets

SHEET = (
    '@charset "UTF-8";:root{--govuk-frontend-version:"6.6.0"}'
    "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"
    ".govuk-link{font-family:GDS Transport,arial,sans-serif;color:red}"
    "@media print{.govuk-link{font-family:sans-serif}}"
    ".govuk-footer__copyright-logo:before{background-image:url(/assets/images/govuk-crest.svg)}"
    ".govuk-footer__crown{margin:0}"
    "/*# sourceMappingURL=govuk-frontend.min.css.map */"
)


def test_brand_goes_and_the_rest_stays():
    css = assets.without_brand(SHEET)
    assert ".govuk-link{font-family:arial,sans-serif;color:red}" in css
    assert "@media print{.govuk-link{font-family:sans-serif}}" in css
    assert not assets.BRAND.search(css)
    assert "sourceMappingURL" not in css


@pytest.mark.parametrize("left", [".a{background:url(/assets/images/other.svg)}", ".b{font-family:'GDS Sans'}"])
def test_anything_left_of_the_brand_stops_the_copy(left):
    with pytest.raises(assets.AssetsMissing, match="Nothing was copied"):
        assets.without_brand(SHEET + left)


def test_a_missing_package_is_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "MODULES", tmp_path)
    with pytest.raises(assets.AssetsMissing, match="npm ci"):
        assets.copy_assets(tmp_path / "vendor")
    assert not (tmp_path / "vendor").exists()


@pytest.mark.skipif(not assets.MODULES.is_dir(), reason="node_modules is not there: run ./run setup")
def test_copies_styles_script_four_faces_and_the_licence(tmp_path):
    written = assets.copy_assets(tmp_path)
    assert {path.name for path in written} >= {*assets.FACES, "LICENCE.md", "govuk-frontend.min.css"}
    assert "@font-face" not in (tmp_path / "govuk-frontend.min.css").read_text(encoding="utf-8")
    assert "sourceMappingURL" not in (tmp_path / "govuk-frontend.min.js").read_text(encoding="utf-8")
    assert {path.suffix for path in tmp_path.rglob("*") if path.is_file()} == {".css", ".js", ".ttf", ".md"}
