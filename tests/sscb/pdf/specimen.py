"""Every kind of page of the pack once, with invented content, written with the classes pack.css lists at its top."""

from tests.sscb.pdf.papers import page


def facts(rows, caption="", more="") -> str:
    body = "".join(f'<tr><th scope="row">{name}</th><td>{value}</td></tr>' for name, value in rows)
    return f'<table class="facts {more}"><caption>{caption}</caption><tbody>{body}</tbody></table>'


def table(caption, columns, rows, more="", total=False) -> str:
    """columns: (head, width class or "", number?)."""
    widths = "".join(f'<col class="{width}">' if width else "<col>" for _, width, _ in columns)
    mark = [' class="n"' if number else "" for _, _, number in columns]
    heads = "".join(f'<th scope="col"{mark[at]}>{head}</th>' for at, (head, _, _) in enumerate(columns))
    body = ""
    for number, row in enumerate(rows):
        cells = "".join(f"<td{mark[at]}>{cell}</td>" for at, cell in enumerate(row) if at)
        last = ' class="total"' if total and number == len(rows) - 1 else ""
        body += f'<tr{last}><th scope="row">{row[0]}</th>{cells}</tr>'
    return (
        f'<table class="{more}"><caption>{caption}</caption><colgroup>{widths}</colgroup>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


def icon(kind, word) -> str:
    return f'<span class="icon {kind}">{word}</span>'


def chart(number: int) -> str:
    points = [(26 + at * 146 / 23, 60 + 22 * ((at * 7 + number) % 5 - 2) / 2) for at in range(24)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.8" fill="#1a1a1a"/>' for x, y in points)
    rules = "".join(
        f'<path d="M26 {y}H176" stroke="#4a5559" stroke-width="0.9" fill="none" stroke-dasharray="{dash}"/>'
        f'<text x="179" y="{y + 2.6}" font-size="8" fill="#1a1a1a">{name}</text>'
        for y, dash, name in ((30, "4 2.5", "upper 87.5"), (60, "none", "mean 77.2"), (92, "4 2.5", "lower 66.9"))
    )
    months = "".join(
        f'<text x="{x}" y="116" text-anchor="middle" font-size="8" fill="#1a1a1a">{name}</text>'
        for x, name in ((32, "Oct 17"), (99, "Oct 18"), (166, "Sep 19"))
    )
    return (
        '<svg viewBox="0 0 232 118" width="232" height="118" font-family="Source Sans 3">'
        f"<title>Indicator {number}: ordinary variation. 24 points to September 2019. Mean 77.2.</title>"
        f'<path d="M26 10V105H176" stroke="#7d8a8f" fill="none"/>{rules}{months}'
        f'<polyline points="{line}" fill="none" stroke="#1a1a1a"/>{dots}</svg>'
    )


FRONT = (
    '<article><p class="board">Somerset Safeguarding Children Board</p><h1 class="front">Board pack</h1>'
    '<p class="when">Thursday 12 December 2019, 9.30am to 12.30pm</p>'
    '<p class="when">Meeting 2019/4 · County Hall, Taunton</p>'
    '<div class="asked"><h2>What the Board is asked to decide</h2><ol>'
    "<li>Whether the Chair writes to both hospital trusts about the rise in self-harm attendances "
    '(<a href="#">item 9, page 30</a>)</li>'
    "<li>What happens to the 14 child death reviews still open before 29 January 2020 (item 12, page 37)</li>"
    "<li>Three changes to the business plan (item 14, page 42)</li></ol>"
    "<p>And two short ones: the minutes (item 2), and a restricted matter in Part B (item 7).</p></div>"
    + facts(
        [
            ("What worries us", "Five of 79 indicators have worsened; the clearest are self-harm attendances and "
             "interviews after a child goes missing (page 31)."),
            ("What is late", "Three actions (page 10), one agency’s answer, two agencies’ data (page 31)."),
        ],
        "At a glance",
        "roomy",
    )
    + facts(
        [
            ("Chair", "Ruth Alderson, Independent Chair"),
            ("Quorum", "8 of 16 member agencies, with County Council, CCG and Constabulary."),
            ("Getting there", "Room 2, ground floor: step-free, hearing loop. Parking from 9am."),
            ("Questions", "Gareth Pym, Business Manager, by 5pm on Tuesday 10 December"),
        ],
        "The meeting",
        "roomy",
    )
    + facts(
        [
            ("This version", "2, issued Tuesday 12 November 2019. Replaces version 1 of 5 November: page 2."),
            ("This copy", "7 of 24, for Judith Merrow, lay member. Item 7 is not in it (page 22)."),
            ("Handling", "OFFICIAL-SENSITIVE. Do not forward. Return or shred after the meeting."),
        ],
        "This document",
        "roomy",
    )
    + "</article>"
)  # fmt: skip

CHANGED = (
    '<article><p class="kicker">Version 2, 12 November 2019</p><h1>What changed since version 1</h1>'
    '<p class="lead">One paper added, one figure corrected. Print pages 1, 2, 30 to 33, 34a and 47 again.</p>'
    + table(
        "Papers",
        [("Item", "w14", False), ("What", "", False), ("Why", "w52", False), ("Agreed by", "w32", False),
         ("Page", "w16", True)],
        [("10", "Added: ambulance service return", "Came 13 days late; the Board should not accept a report with a gap",
          "Independent Chair", "34a"), ("9", "Corrected: self-harm attendances", "One hospital counted twice",
          "Q&amp;P chair", "31")],
    )
    + table(
        "Figures",
        [("Figure", "w65", False), ("Version 1", "w22", True), ("Version 2", "w22", True), ("Why", "", False)],
        [("Self-harm attendances, September", "41", "38", "Three attendances were counted at both sites")],
    )
    + "<h2>What did not change</h2><p>All other papers, figures and page numbers.</p><h2>Withdrawn</h2>"
    "<p>No paper has been withdrawn since version 1.</p></article>"
)  # fmt: skip

AGENDA_ROWS = [
    ("1", "9.30", "Welcome, apologies, declarations of interest", "–", "Chair", "5", "oral"),
    ("2", "9.35", "Minutes of 12 September 2019", "<strong>Decision</strong>", "Chair", "5", "5"),
    ("3", "9.40", "Action log", "Assurance", "Business Manager", "10", "9"),
    ("7", "10.25", "Restricted item (Part B, numbered copies)", "<strong>Decision</strong>", "Chair", "15", "22–27"),
    ("9", "10.55", "Quality and performance, quarter 2", "<strong>Decision</strong>", "Q&amp;P chair", "20", "30"),
    ("10", "11.15", "Section 11 report, with a late paper", "<strong>Decision</strong>", "Business Manager", "10",
     "34<br>34a"),
    ("–", "11.50", "Break", "–", "–", "10", "–"),
    ("16", "12.20", "Messages to staff; what difference did today make to children?", "Discussion", "All", "10", "45"),
]  # fmt: skip
AGENDA = (
    '<article><p class="kicker">Thursday 12 December 2019 · County Hall, Taunton</p><h1>Agenda</h1>'
    '<p class="lead small">Six items need a decision. Papers are taken as read: the time is for questions.</p>'
    + table(
        "Items, with the minutes each has",
        [("Item", "w12", False), ("Time", "w14", False), ("Title", "", False), ("Asked for", "w22", False),
         ("Lead", "w32", False), ("Min", "w10", True), ("Page", "w16", True)],
        AGENDA_ROWS,
        "agenda",
    )
    + '<p class="note">Total 180 minutes: 170 for business, 10 for the break. “Oral” means there is no paper.</p>'
    "</article>"
)  # fmt: skip


def contents_line(number, title, at) -> str:
    shown = f'<span class="no">{number}</span>' if number else ""
    return (
        f'<li><a href="#top" title="{title}, page {at}">{shown}<span class="what">{title}</span>'
        f'<span class="at">{at}</span></a></li>'
    )


CONTENTS = (
    '<article id="top"><h1>Contents</h1><p>The number printed on a page is the number your PDF reader shows for it. '
    'Every line is a link.</p><h2 class="group">Front matter</h2><ol class="contents">'
    + contents_line("", "Front sheet", "1")
    + contents_line("", "What changed in version 2", "2")
    + '</ol><h2 class="group">Papers</h2><ol class="contents">'
    + contents_line("2", "Minutes of 12 September 2019", "5")
    + contents_line("7", "Restricted item: placeholder, pages 22 to 27", "22")
    + contents_line("9.1", "Dataset appendix: charts and values", "32")
    + contents_line("10", "Late paper: ambulance service return", "34a")
    + '</ol><h2 class="group">Annexes</h2><ol class="contents">'
    + contents_line("", "Provenance: where each figure comes from", "47")
    + "</ol></article>"
)

COVER = (
    '<article><p class="kicker">Item 9 · Decision · 20 minutes from 10.55am</p>'
    "<h1>Quality and performance, quarter 2 of 2019/20</h1>"
    '<div class="asked"><h2>The Board is asked to</h2><ol>'
    "<li><strong>Decide</strong> whether the Chair writes to both hospital trusts’ chief officers about self-harm "
    "attendances (concern C-2019-08, page 31).</li>"
    "<li><strong>Agree</strong> that return interviews within 72 hours become a Board risk until three months in a "
    "row reach 80%.</li>"
    "<li><strong>Note</strong> that two agencies have not sent data, and back the request made to them.</li></ol></div>"
    "<h2>Summary in three lines</h2><ol><li>Of 79 indicators, 56 can be read as a process over time: 5 have worsened, "
    "7 have improved, 3 have shifted with no good or bad direction, 41 show no real change.</li>"
    "<li>Self-harm attendances (38 in September) are outside what the last two years would lead us to expect.</li>"
    "<li>Child protection conferences are held on time and will stay so unless something changes.</li></ol>"
    "<h2>What it means for children</h2><p>A child who has been missing and is not spoken to within three days may go "
    "again before anyone knows why: more than one in four now waits longer. Young people in the Youth Board told us in "
    "October that “waiting a week feels like nobody noticed”.</p>"
    + table(
        "Risks this paper touches",
        [("Risk", "w80", False), ("Score", "w12", True), ("What this paper changes", "", False)],
        [("R-07 Children missing from care come to harm", "16", "Up from 12: eight months below average"),
         ("R-11 The Board cannot see because data is late", "9", "No change: 4 indicators empty, was 5")],
    )
    + facts(
        [("Child’s voice", "Youth Board, 16 October: 11 young people. Their three questions are in paragraph 4."),
         ("Equality", "No difference by sex found. Ethnicity: numbers too small to say."),
         ("Resources", "None asked for."),
         ("Seen before by", "Q&amp;P subgroup, 30 October 2019: accepted the concern on return interviews.")],
        "Also considered",
    )
    + facts(
        [("From", "Dr Hester Coombes, Q&amp;P chair (sponsor); Tom Ashdown, performance officer (author)"),
         ("Pages", "This sheet, overview page 31, appendix 9.1 page 32 (charts) and page 33 (values)."),
         ("Marking", "OFFICIAL by itself. May be published after the minutes are agreed.")],
        "The paper",
    )
    + "</article>"
)  # fmt: skip

OVERVIEW = (
    '<article><p class="kicker">Quarter 2 of 2019/20, to 30 September 2019 · as at 12 November 2019</p>'
    '<h1>Quality and performance: one page</h1><p class="lead">Five indicators have worsened; one answer and two '
    'agencies’ data are late.</p><div class="two"><div class="half">'
    + table(
        "79 indicators",
        [("Reading", "", False), ("Now", "w14", True), ("Last Board", "w22", True)],
        [(icon("concern", "Concern"), "5", "4"), (icon("improvement", "Improvement"), "7", "6"),
         (icon("shift", "Shift, no good direction"), "3", "3"), (icon("ordinary", "No real change"), "41", "43"),
         (icon("trial", "Trial limits (8–11 points)"), "6", "5"), (icon("table", "Table only (yearly)"), "13", "13"),
         (icon("nodata", "No data this quarter"), "4", "5"), ("All indicators", "79", "79")],
        total=True,
    )
    + '<p class="note">An icon is given by the rules on page 32, never by one month’s rise or fall.</p>'
    + '</div><div class="half">'
    + table(
        "Areas of concern",
        [("Count", "", False), ("Number", "w20", True)],
        [("Open at last Board, 12 September", "6"), ("New since then", "+ 2"), ("Closed since then", "− 1"),
         ("Open now", "7")],
        total=True,
    )
    + table(
        "Agencies tasked",
        [("Agency", "", False), ("Tasked", "w16", True), ("Answered", "w18", True), ("Late", "w12", True)],
        [("County council", "3", "2", "0"), ("Hospital trust, west", "2", "0", "1"), ("All", "7", "3", "1")],
        total=True,
    )
    + "</div></div>"
    + table(
        "Concerns that need the Board’s eye",
        [("No.", "w20", False), ("Concern", "w52", False), ("For children", "w38", False), ("With", "w22", False),
         ("Due", "w14", False), ("State", "", False)],
        [("C-2019-08", "<strong>New.</strong> Self-harm attendances, 38 in September, limit 32.5",
          "More reach hospital before help", "Both hospital trusts", "29 Nov", icon("track", "Tasked")),
         ("C-2019-03", "Neglect: tool used in few case files", "Harm builds unseen", "Hospital trust, west", "25 Oct",
          icon("late", "18 days late")),
         ("C-2019-02", "Slipped once", "Plans start later", "County council", "30 Nov", icon("due", "Due")),
         ("C-2019-04", "Not begun", "Plans start later", "County council", "30 Dec", icon("waiting", "Waiting")),
         ("C-2019-01", "<strong>Closed.</strong> Conferences on time", "Plans start sooner", "County council", "–",
          icon("closed", "Closed"))],
    )
    + "</article>"
)  # fmt: skip

FOURTH = "Single months below 85% are chance: change the process or the target."
CHARTS = (
    '<article><p class="kicker">Item 9.1 · Information · monthly, to September 2019</p>'
    '<h1>Dataset appendix: six indicators</h1><p class="note">Solid line: mean. Dashed: limits of ordinary variation '
    "(mean ± 2.66 × average moving range). Dotted: target. Diamond: worse; square: better; triangle: shifted, no good "
    "direction; circle: ordinary. Rule set SSCB-SPC-1: point outside a limit, 7 on one side, 7 rising or falling, 2 of "
    '3 near a limit.</p><div class="six">'
    + "".join(
        f'<div class="cell"><h2>{number} Assessments within 45 working days (%)</h2>'
        f'<p class="reading">{icon(kind, "No real change; may hit or miss 85%")}</p>{chart(number)}'
        '<p class="text">79% in September. Ordinary variation since the new front-door team (rebased October 2018). '
        f"{FOURTH if number == 12 else ''}</p></div>"
        for number, kind in ((12, "ordinary"), (31, "concern"), (57, "improvement"), (19, "shift"), (21, "trial"),
                             (28, "nodata"))
    )
    + "</div></article>"
)  # fmt: skip

MONTHS = ("Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep")
VALUES = (
    '<article><p class="kicker">Item 9.1 · Information</p><h1>Dataset appendix: values behind the charts</h1>'
    + table(
        "Values plotted, October 2018 to September 2019",
        [("Indicator", "", False), *[(month, "w10", True) for month in MONTHS]],
        [(f"{number} Indicator", *[f'<span class="slot">{"◆" if at == 11 else ""}</span>{60 + at + number}'
                                   for at in range(12)]) for number in range(1, 21)],
        "values",
    )
    + '<p class="note">◆ a concern by the rules. The same values are attached to this file as CSV.</p></article>'
)  # fmt: skip

PLACEHOLDER = (
    '<article><p class="kicker">Item 7 · Decision · 15 minutes from 10.25am</p><h1>Item 7 is restricted</h1>'
    '<div class="withheld"><p><strong>Pages 22 to 27 are not in this copy.</strong> This sheet stands in their place. '
    "The next page is 28, as in every other copy.</p></div>"
    + facts(
        [("What it is", "A matter about named people, in Part B of the agenda"),
         ("Why it is not here", "Readers are named one by one for this item. You are not on its list; that says "
          "nothing about you or your agency."),
         ("If you think you should see it", "Ask the Business Manager before 5pm on Tuesday 10 December."),
         ("During this item", "Members without a copy leave the room. Please leave your pack closed.")],
        "About the missing item",
        "wide",
    )
    + "</article>"
)  # fmt: skip

PROVENANCE = (
    '<article><h1>Where each figure comes from</h1><p class="lead small">Every figure in this pack was fixed at 6am on '
    "12 November 2019. If a figure here differs from the portal, the portal has moved on.</p>"
    + table(
        "Figures, in the order of their first paper page (dates are 2019)",
        [("Figure", "w12", False), ("Page", "w10", False), ("What it is", "", False), ("Value", "w14", True),
         ("Out of", "w23", False), ("Supplied by", "w27", False), ("Received", "w16", False),
         ("Approved by", "w18", False), ("Check", "w14", False)],
        [(f"F-{number:02}", "32", "Return interviews in 72 hours", "72%", "36 of 50", "County council, dataset 2019.2",
          "21 Oct", "T. Ashdown", "0d93 c2") for number in range(1, 14)],
        "provenance",
    )
    + facts(
        [("Version", "2, issued 12 November 2019 at 6.20am; replaces version 1 (31d0 8e55) of 5 November 2019"),
         ("Fingerprint", "7c1e94ab 2f6d0c13 88e5b7a0 d41c92fe 5ab36610 9fe2c07d 4e18a3b5 77021dcf. The first eight "
          "characters are at the foot of every page.")],
        "This pack",
    )
    + "</article>"
)  # fmt: skip

WORDS = (
    '<article><h1>Words and short forms</h1><section class="words">'
    + facts([("CCG", "Clinical commissioning group"), ("CDOP", "Child Death Overview Panel"),
             ("Q&amp;P", "Quality and Performance subgroup")], "In alphabetical order")
    + "</section></article>"
)  # fmt: skip

PAGES = {
    "front": FRONT, "changed": CHANGED, "agenda": AGENDA, "contents": CONTENTS, "cover": COVER, "overview": OVERVIEW,
    "charts": CHARTS, "values": VALUES, "placeholder": PLACEHOLDER, "provenance": PROVENANCE, "words": WORDS,
}  # fmt: skip


def documents(css: str) -> list[tuple[str, str, str]]:
    return [(key, page(body), css) for key, body in PAGES.items()]
