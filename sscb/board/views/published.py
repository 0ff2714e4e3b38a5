"""Annual reports for everybody (Working Together 2015, chapter 3): no account, nothing but what was published."""

from django.http import Http404
from django.shortcuts import render

from sscb.access.views import open_to_all
from sscb.board.business.public_report import fingerprint, public_parts, published, years_of
from sscb.board.business.queries import year_words
from sscb.people import naming
from sscb.records.printed import as_pdf
from sscb.timetable.days import in_words


@open_to_all("the Board's annual report is public (Working Together 2015, chapter 3)")
def annual_reports(request):
    rows = [{"years": years_of(one), "title": one.title, "on": one.published_on} for one in published()]
    count = len(rows)
    return render(request, "board/annual_reports.html", {
        "rows": rows, "kicker": "Annual reports",
        "heading": f"{count} annual report{'' if count == 1 else 's'} published" if count else "None is published yet",
        "lead": "How well children were safeguarded in each year, what was weak, and what was done about it.",
    })  # fmt: skip


@open_to_all("one published annual report, on screen or as its PDF")
def annual_report(request, years):
    one = next((one for one in published() if years_of(one) == years), None)
    if one is None:
        raise Http404
    file = one.attachments.opened().first()
    if request.GET.get("as") == "pdf":
        return as_pdf(one, file)
    return render(request, "board/annual_report.html", {
        "parts": public_parts(one), "file": file, "fingerprint": fingerprint(one)[:8],
        "kicker": naming.board(one.agreed_on).name, "heading": f"Annual report, {year_words(one.year)}",
        "lead": f"Agreed by the Board on {in_words(one.agreed_on)}" + (
            f", published on {in_words(one.published_on)}." if one.published_on else "."),
    })  # fmt: skip
