"""Small papers for the tests of the PDF room."""


def page(body: str, head: str = "", title: str = "A paper") -> str:
    return f'<!doctype html><html lang="en-GB"><head><title>{title}</title>{head}</head><body>{body}</body></html>'


TABLE = (
    '<table><caption>Counts</caption><thead><tr><th scope="col">Area</th><th scope="col" class="n">2019</th></tr>'
    '</thead><tbody><tr><th scope="row">North</th><td class="n">12</td></tr>'
    '<tr><th scope="row">South</th><td class="n">7</td></tr></tbody></table>'
)
CHART = '<svg viewBox="0 0 10 10" width="60" height="30"><title>Assessments: mean 60</title><path d="M0 5h10"/></svg>'


def paper(number: int, more: str = "") -> str:
    return page(
        f'<article><p class="kicker">Item {number}</p><h1>Paper {number}</h1><p class="lead">Counts fell.</p>'
        f"<h2>Figures</h2>{TABLE}{CHART}{more}</article>"
    )


def long_table(rows: int) -> str:
    row = '<tr><th scope="row">Row {0}</th><td class="n">{0}</td><td>Words</td></tr>'
    body = "".join(row.format(number) for number in range(rows))
    return (
        '<table><caption>Long</caption><thead><tr><th scope="col">Area</th><th scope="col" class="n">2019</th>'
        f'<th scope="col">More</th></tr></thead><tbody>{body}</tbody></table>'
    )
