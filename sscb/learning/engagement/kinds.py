"""Which kinds there are, what each shows, and which forms lead on."""

from sscb.learning.engagement import forms, lifecycle, queries, services
from sscb.learning.engagement.models import (
    Consultation,
    Conversation,
    ForumIssue,
    ForumMeeting,
    Signal,
    YoungView,
)
from sscb.records.stepping import Kind, Step

FORUMS = Kind(
    code="learning.forum_meeting", slug="forums", model=ForumMeeting, title="Practitioner forums",
    rule=lifecycle.HEAR, form=forms.PlanForumForm, begin=services.plan_forum, new_words="Plan a forum’s meeting",
    rows=queries.forum_meetings, row=queries.meeting_row, columns=("Meeting", "Theme", "For the Board"),
    shown=queries.meeting_shown, heading=queries.forums_heading, above=queries.board_at_forums,
    lead="What front-line practitioners raise (MAPIG), whether the Board was there to hear it, and whether they got an "
    "answer.", empty="No meeting of a forum is planned or held yet.", rows_title="Their meetings", method="forums",
    steps=(
        Step("held", ("planned",), lifecycle.HEAR, "Write down how it went", forms.HoldForumForm, services.hold_forum,
             "Saved. Write down what was raised."),
        Step("not-held", ("planned",), lifecycle.HEAR, "It was not held", forms.WhyForm, services.call_off_forum,
             "Saved, with its reason.", main=False),
    ),
)  # fmt: skip

ISSUES = Kind(
    code="learning.forum_issue", slug="issues", model=ForumIssue, title="What practitioners raised",
    rule=lifecycle.RAISE, form=forms.IssueForm, begin=services.raise_issue, new_words="Write down what was raised",
    rows=queries.issues_for, row=queries.issue_row, columns=("Issue", "Raised by", "With"), shown=queries.issue_shown,
    heading=queries.issues_heading, lead="An issue is not closed until the forum was told of the answer.",
    empty="Nothing was raised yet.", under="learning.forum_meeting", adds_at=("held",),
    method="forums",
    related=("group", "forum_meeting", "forum_meeting__group"),
    steps=(
        Step("send", ("raised",), lifecycle.PASS_ON, "Send it to a subgroup", forms.SendIssueForm, services.send_issue,
             "Sent. It stands among that group’s work now."),
        Step("answer", ("sent",), lifecycle.ANSWER, "Answer it", forms.ReplyForm, services.answer_issue,
             "Answered. It is not at its end before the forum was told."),
        Step("feed-back", ("answered",), lifecycle.FEED_BACK, "Say how it was fed back", forms.FeedBackForm,
             services.feed_back, "Saved: the forum has its answer."),
        Step("close", ("fed-back",), lifecycle.END, "Close it", forms.Nothing, services.close_issue,
             "Closed. It stays here to be read."),
        Step("again", ("fed-back",), lifecycle.PASS_ON, "Ask again", forms.SendIssueForm, services.send_issue,
             "Sent again, with what the forum misses.", main=False),
    ),
)  # fmt: skip

YOUNG = Kind(
    code="learning.consultation", slug="young-people", model=Consultation, title="Young people",
    rule=lifecycle.HEAR, form=forms.ConsultForm, begin=services.consult,
    new_words="Write down a consultation", rows=queries.consultations_for, row=queries.consultation_row,
    columns=("Consultation", "With", "Told"), shown=queries.consultation_shown, heading=queries.young_heading,
    lead="Said, considered, done, told. A no with its reason is an answer; silence is none.",
    empty="No consultation is written down yet.", method="young-people",
    steps=(
        Step("close", ("open",), lifecycle.END, "Close it", forms.Nothing, services.close_consultation,
             "Closed: every view was answered, and the children told.", main=False),
    ),
)  # fmt: skip

VIEWS = Kind(
    code="learning.view", slug="views", model=YoungView, title="What young people said", rule=lifecycle.HEAR,
    form=forms.ViewForm, begin=services.hear_view, new_words="Write down what they said",
    rows=lambda person: YoungView.objects.visible_to(person), row=queries.view_row, columns=(), listed=False,
    shown=queries.view_shown, heading=lambda rows, as_at: "", lead="", empty="", under="learning.consultation",
    adds_at=("open",),
    method="young-people", related=("group", "heard_in"),
    steps=(
        Step("answer", ("said",), lifecycle.ANSWER, "Answer them", forms.ConsiderForm, services.consider_view,
             "Answered. They are owed being told."),
        Step("done", ("considered",), lifecycle.ANSWER, "Say what was done", forms.DidForm, services.do_view,
             "Saved. They are owed being told.", only=lambda person, one: one.answer != "no"),
        Step("tell", ("considered", "done"), lifecycle.FEED_BACK, "Say how they were told", forms.TellForm,
             services.tell_view, "Saved: they were told.",
             only=lambda person, one: one.stage == "done" or one.answer == "no"),
    ),
)  # fmt: skip

CONVERSATIONS = Kind(
    code="learning.conversation", slug="conversations", model=Conversation, title="Safeguarding Conversations",
    rule=lifecycle.HEAR, form=forms.PlanConversationForm, begin=services.plan_conversation,
    new_words="Plan a conversation", rows=queries.conversations_for, row=queries.conversation_row,
    columns=("Team", "When", "Theme"), shown=queries.conversation_shown, heading=queries.conversations_heading,
    lead="The Board and a team talk about how safe practice feels, what gets in the way, and what the figures show. "
    "Read by that agency’s leads, the Chair, the Board’s office and Quality and Performance.",
    empty="None that you may read.", method="conversations",
    steps=(
        Step("held", ("planned",), lifecycle.HEAR, "Write down what was said", forms.HoldConversationForm,
             services.hold_conversation, "Saved. The day of the follow-up is set."),
        Step("followed", ("held",), lifecycle.HEAR, "Write down the follow-up", forms.FollowForm, services.follow_up,
             "Saved. The conversation is at its end."),
    ),
)  # fmt: skip

SIGNALS = Kind(
    code="learning.signal", slug="other-sources", model=Signal, title="Other sources", rule=lifecycle.HEAR,
    form=forms.SignalForm, begin=services.note_signal, new_words="Write down a pattern", rows=queries.signals_for,
    row=queries.signal_row, columns=("Pattern", "Period", "How many"), shown=queries.signal_shown,
    heading=queries.signals_heading, lead="Patterns in complaints, in allegations against people who work with "
    "children, and elsewhere. Totals only: nothing here is about one person.",
    empty="No pattern is written down yet.", method="other",
    steps=(
        Step("send", ("noticed",), lifecycle.PASS_ON, "Send it to a subgroup", forms.SendForm, services.send_signal,
             "Sent. It stands among that group’s work now."),
        Step("answer", ("sent",), lifecycle.ANSWER, "Say what came of it", forms.ResultForm, services.answer_signal,
             "Saved."),
    ),
)  # fmt: skip

KINDS = {one.code: one for one in (FORUMS, ISSUES, YOUNG, VIEWS, CONVERSATIONS, SIGNALS)}
