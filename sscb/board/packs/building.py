"""Building a pack: gather and freeze, lay out and print what is new, number, write the front, merge, put in place.

Each step leaves its result behind under a key made of its content, so a build that is stopped anywhere is begun again
and finds what is done (REL-06). The old pack stays until the new one is whole (REL-07).
"""

import logging
from datetime import date
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from sscb import clock
from sscb.access.levels import marking
from sscb.access.policy import require
from sscb.board.models import Meeting, PackPart, PackVersion, Paper
from sscb.board.packs import front, numbering
from sscb.board.packs.bodies import body_of, body_on_the_day
from sscb.board.packs.changes import changes, manifest_lines
from sscb.board.packs.freezing import digest
from sscb.board.packs.laying_out import Kept, keep, kept, lay_out
from sscb.board.packs.one_release import TellsTooMuch, decide_for_pack
from sscb.board.packs.parts import CannotGather, NotForThisPack, Part, agenda_rows, body_parts, pack_level
from sscb.board.packs.printed_figures import TwoValues, figures_of
from sscb.board.packs.putting_together import NotWhole, put_together
from sscb.history.services import write_history
from sscb.jobs.queries import newest_job_about
from sscb.jobs.services import ring
from sscb.pdf.parts import MergeFailed
from sscb.pdf.printing import CannotPrint, Printer, pack_stylesheet
from sscb.people.models import Person
from sscb.records.services import StillClosed, read_stored, store_bytes

log = logging.getLogger("sscb.packs")
PROCESSES = 2
BODY = 1000
"""Position of the first part behind the contents; what is written last stands before it, in its own order."""
GAVE_UP = "The build stopped half-way too often and was given up. The pack before it is unchanged. Build again."


class Stopped(Exception):
    """The build cannot go on; the text is a sentence for the business manager."""


KNOWN = (
    Stopped, NotForThisPack, TellsTooMuch, CannotPrint, MergeFailed, NotWhole, TwoValues,
    numbering.TooManyLatePages,
)  # fmt: skip
"""What ends a build with a sentence. Anything else is a fault of ours: the job tries again, then says so."""


@transaction.atomic(durable=True)
def build_pack(*, meeting: Meeting, by: Person | None, on: date) -> PackVersion:
    """Ask for a new draft. A build that is already under way is returned instead of a second one."""
    if by is not None:
        require(by, "board.build_pack", meeting)
    running = _under_way(meeting)
    if running and not _job_failed(running):
        return running
    if running:
        _stop(running, GAVE_UP)
    drafts = PackVersion.objects.filter(meeting=meeting)
    try:
        with transaction.atomic():
            version = PackVersion.objects.create(
                meeting=meeting, number=1 + drafts.filter(state=PackVersion.State.ISSUED).count(),
                draft=1 + (drafts.order_by("-draft").values_list("draft", flat=True).first() or 0),
                as_at=clock.now(), asked_by=by,
            )  # fmt: skip
    except IntegrityError:
        # Two people at once: one draft of a meeting is built at a time, and the other's is under way.
        if (running := _under_way(meeting)) is None:
            raise
        return running
    job = ring(
        "board.build_pack", by=by, key=f"pack:{meeting.uuid}", args={"version": str(version.uuid)}, about=meeting
    )
    PackVersion.objects.filter(pk=version.pk).update(job=job.uuid)
    write_history(meeting, "board.pack_asked_for", by=by, on=on, draft=version.draft)
    return version


def _under_way(meeting: Meeting) -> PackVersion | None:
    return PackVersion.objects.filter(meeting=meeting, state=PackVersion.State.BUILDING).first()


def run_build(job: Any, progress: Any) -> dict[str, Any]:
    """The job. Safe to run again after it died: everything already printed is found."""
    version = PackVersion.objects.select_related("meeting", "meeting__group").get(uuid=job.args["version"])
    if version.state != PackVersion.State.BUILDING:
        return {"pages": version.pages, "state": version.state}
    try:
        return _build(version, progress)
    except KNOWN as stopped:
        _stop(version, str(stopped))
        return {"state": PackVersion.State.FAILED}


def _job_failed(version: PackVersion) -> bool:
    """The job died or failed too often to be begun again, and could not say so itself."""
    job = newest_job_about(version.meeting, "board.build_pack")
    return job is not None and job.uuid == version.job and job.state == "failed"


def _build(version: PackVersion, progress: Any) -> dict[str, Any]:
    meeting = version.meeting
    version.manifest = {"body": body_on_the_day(meeting)}
    rows = agenda_rows(meeting, list(meeting.items.all()))
    with Printer(PROCESSES, fonts_folder=settings.FONTS, strict=settings.MODE == "test") as printer:
        if version.draft == 1:
            printer.start()  # everything will be laid out, so the engine loads while the facts are gathered
        parts = _gather(version, rows, progress)
        pages = _print_body(version, parts, printer, progress)
        before = _issued_before(version)
        ready = sum(1 for part in parts if part.template and not part.template.startswith(front.LATER))

        def print_last(laid):
            return _print(laid, printer, version, progress, total=ready + len(laid), before=ready)

        fronts, placed, pages = front.write(version, parts, pages, rows, before, print_last)
    every = {part.code: part for part in [*fronts, *parts]}
    fingerprint = front.fingerprint_of(parts)
    content = put_together(version, every, placed, pages, fingerprint)
    return _put_in_place(version, content, every, placed, pages, fingerprint, fronts)


def _gather(version: PackVersion, rows: list[dict], progress: Any) -> list[Part]:
    """The facts of every part, as at one moment, frozen as JSON with a hash."""
    papers = list(
        Paper._base_manager.filter(item__meeting=version.meeting, item__taken_off_on=None)
        .select_related("item", "file", "agency", "group")
        .prefetch_related("item__papers")
        .order_by("item__position", "reference")
    )
    progress.step(0, 1, "Taking the figures")
    try:
        with clock.at(version.as_at):
            decide_for_pack(papers, version.as_at)
            parts = body_parts(version.meeting, version.as_at, papers=papers, rows=rows)
    except CannotGather as fault:
        log.exception("a section could not be gathered")
        raise Stopped(
            f"{fault} The pack before this one is unchanged. Tell the portal's support, or withdraw this paper and "
            "build again."
        ) from fault
    parts += front.annexes(parts, version)
    frozen = [(part, part.frozen) for part in parts]
    with transaction.atomic():
        PackPart.objects.filter(version=version).delete()
        PackPart.objects.bulk_create(
            PackPart(
                version=version,
                code=part.code,
                position=place,
                item=part.item,
                title=part.title[:150],
                made_by=part.made_by,
                state=PackPart.State.FROZEN,
                facts=part.facts,
                facts_sha256=digest(text),
                made=part.made,
            )
            for place, (part, text) in enumerate(frozen, start=BODY)
        )
    return parts


def _print_body(version: PackVersion, parts: list[Part], printer: Printer, progress: Any) -> dict[str, Kept]:
    laid, pages = [], {}
    for part in parts:
        if part.template and not part.template.startswith(front.LATER):
            laid.append(lay_out(part.code, part.template, part.frozen, level=part.level))
        elif part.sha256:
            pages[part.code] = Kept(_uploaded(part), part.facts["pages"], {}, [])
            _mark(version, part.code, pages[part.code], part.sha256, was_kept=True)
    return {**pages, **_print(laid, printer, version, progress, total=len(laid) + len(front.LAST))}


def _uploaded(part: Part) -> bytes:
    try:
        return read_stored(part.sha256)
    except StillClosed as closed:
        raise Stopped(f"{part.title}: {closed} The pack before this one is unchanged.") from closed


def _print(
    laid: list, printer: Printer, version: PackVersion, progress: Any, *, total: int, before: int = 0
) -> dict[str, Kept]:
    """Pages of each laid part: those kept from an earlier build, and those printed now.

    `total` counts all sections of the pack and `before` those that were ready earlier, for the page that watches.
    """
    pages: dict[str, Kept] = {}
    wanted = []
    for one in laid:
        found = kept(one.print_sha256)
        if found:
            pages[one.code] = found
            _mark(version, one.code, found, one.print_sha256, was_kept=True)
        else:
            wanted.append(one)
    ready = before + len(pages)
    progress.step(ready, total, f"{ready} of {total} sections ready")
    key_by_code = {one.code: one.print_sha256 for one in wanted}

    def done(printed, count, _):
        if printed.blocked:
            log.warning("the print room refused a fetch", extra={"object": printed.key, "status": len(printed.blocked)})
        if not printed.ok:
            PackPart.objects.filter(version=version, code=printed.key).update(
                state=PackPart.State.FAILED, problem=printed.error
            )
            title = PackPart.objects.filter(version=version, code=printed.key).values_list("title", flat=True).first()
            raise Stopped(f"“{title or printed.key}” could not be laid out. {printed.error}")
        pages[printed.key] = keep(key_by_code[printed.key], printed)
        _mark(version, printed.key, pages[printed.key], key_by_code[printed.key], was_kept=False)
        progress.step(ready + count, total, f"{ready + count} of {total} sections ready")

    printer.print_many([(one.code, one.html, pack_stylesheet()) for one in wanted], on_done=done)
    return pages


def _mark(version: PackVersion, code: str, found: Kept, key: str, *, was_kept: bool) -> None:
    PackPart.objects.filter(version=version, code=code).update(
        state=PackPart.State.READY, pages=found.pages, print_sha256=key, kept=was_kept
    )


def _issued_before(version: PackVersion) -> PackVersion | None:
    return (
        PackVersion.objects.filter(meeting=version.meeting, state=PackVersion.State.ISSUED).order_by("-number").first()
    )


def _keep_last(version: PackVersion, fronts: list[Part], every: dict[str, Part]) -> None:
    """Front matter and annex as they were printed, so that this version can be made again for ever."""
    PackPart.objects.filter(version=version, position__lt=BODY).delete()
    PackPart.objects.bulk_create(
        PackPart(version=version, code=part.code, position=place, title=part.title[:150], made_by="portal",
                 state=PackPart.State.READY, facts=part.facts, facts_sha256=digest(part.frozen), made=part.made)
        for place, part in enumerate(fronts)
    )  # fmt: skip
    annex = every["annex-figures"]
    PackPart.objects.filter(version=version, code=annex.code).update(
        facts=annex.facts, facts_sha256=digest(annex.frozen), made=annex.made
    )


def _put_in_place(version, content, every, placed, pages, fingerprint, fronts) -> dict[str, Any]:
    """Bytes first, whole and checked; then the row, in one transaction with its history."""
    sha256 = store_bytes(content)
    manifest = {
        "body": body_of(version),
        "parts": manifest_lines(list(every.values()), placed),
        "figures": figures_of(list(every.values()), placed, pages),
    }
    before = _issued_before(version)
    with transaction.atomic():
        _keep_last(version, fronts, every)
        changed = PackVersion.objects.filter(pk=version.pk, state=PackVersion.State.BUILDING).update(
            state=PackVersion.State.READY,
            sha256=sha256,
            fingerprint=fingerprint,
            manifest=manifest,
            pages=numbering.last_number(placed),
            sheets=numbering.sheets(placed),
            marking=marking(pack_level(list(every.values()))),
            finished_at=clock.now(),
            changes=changes(manifest, before.manifest if before else None),
        )
        if changed:
            write_history(
                version.meeting,
                "board.pack_built",
                by=version.asked_by,
                on=clock.today(),
                draft=version.draft,
                pages=numbering.last_number(placed),
                fingerprint=fingerprint[:8],
            )
    return {"pages": numbering.last_number(placed), "sha256": sha256, "fingerprint": fingerprint}


def _stop(version: PackVersion, sentence: str) -> None:
    with transaction.atomic():
        PackVersion.objects.filter(pk=version.pk, state=PackVersion.State.BUILDING).update(
            state=PackVersion.State.FAILED, problem=sentence, finished_at=clock.now()
        )
        write_history(
            version.meeting,
            "board.pack_stopped",
            by=version.asked_by,
            on=clock.today(),
            draft=version.draft,
            problem=sentence[:300],
        )
