"""Building, issuing and opening a pack."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from sscb import clock
from sscb.access.policy import can, require
from sscb.access.rations import PACK
from sscb.access.views import ActPage, RecordActPage, RecordPage, access
from sscb.board.models import Meeting, PackVersion
from sscb.board.packs.building import build_pack
from sscb.board.packs.issuing import file_name, issue_pack, take_pack, take_part_b
from sscb.board.queries.packs import pack_page
from sscb.records.files import hand_out


class PackPage(RecordPage):
    """The pack of one meeting. Readers who may not build see what was issued."""

    access_rule = "board.read_pack"
    queryset = Meeting.objects.select_related("group")
    template_name = "board/pack.html"

    def context(self):
        page = pack_page(self.record, self.request.user, clock.today())
        return {**super().context(), "page": page, "marking": self.record.marking}


class Build(RecordActPage):
    access_rule = "board.build_pack"
    rationed = PACK
    queryset = Meeting.objects.select_related("group")

    def do(self):
        build_pack(meeting=self.record, by=self.request.user, on=clock.today())
        return redirect("board:pack", uuid=self.record.uuid)


class Issue(ActPage):
    access_rule = "board.issue_pack"

    def do(self):
        version = version_for(self.request.user, self.kwargs["uuid"])
        issue_pack(version=version, by=self.request.user, on=clock.today())
        self.meeting = version.meeting
        return f"Version {version.number} is issued and frozen. Members can open it."

    def next_url(self):
        return reverse("board:pack", args=[self.meeting.uuid])


def version_for(person, uuid) -> PackVersion:
    """A version this person may open: of a meeting they see, and issued unless they build packs. Else 404."""
    version = get_object_or_404(PackVersion.objects.select_related("meeting", "meeting__group"), uuid=uuid)
    if not can(person, "read", version.meeting):
        raise Http404
    if version.state != PackVersion.State.ISSUED and not can(person, "board.build_pack", version.meeting):
        raise Http404
    return version


@access("board.read_pack")
def pack_file(request, uuid):
    """The PDF, logged before it is handed out (SEC-25)."""
    version = version_for(request.user, uuid)
    if not version.sha256:
        raise Http404
    require(request.user, "board.read_pack", version.meeting)
    return hand_out(
        request.user, take_pack(version=version, by=request.user), name=file_name(version), kind="pdf",
        of=version.meeting, log_as="pdf", why=f"version {version.number}, draft {version.draft}",
    )  # fmt: skip


@access("board.read_pack")
def part_b_file(request, uuid):
    """Part B, a file of its own: for its named readers, and 404 for everybody else."""
    version = version_for(request.user, uuid)
    if version.state != PackVersion.State.ISSUED:
        raise Http404
    content = take_part_b(version=version, by=request.user)
    if content is None:
        raise Http404
    return hand_out(
        request.user, content, name=file_name(version).replace(".pdf", "-part-b.pdf"), kind="pdf", of=version.meeting,
        log_as="pdf", why=f"part B of version {version.number}",
    )  # fmt: skip
