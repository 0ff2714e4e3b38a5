from django.urls import path

from audits.cases.urls import urlpatterns as case_urls
from audits.gaps import views as gaps
from audits.moderation import views as moderation
from audits.results import views as results
from audits.returns.views import answering, asking, cycles, files, handing_in, proving, reading
from audits.survey import views as survey

app_name = "audits"
RETURN = "returns/<uuid:uuid>/"
ANSWER = RETURN + "q/<slug:key>/"
urlpatterns = [
    path("returns/", reading.Returns.as_view(), name="returns"),
    path(RETURN, reading.OneReturn.as_view(), name="return"),
    # an agency answers
    path(RETURN + "standard/<slug:standard>/", reading.OneStandard.as_view(), name="standard"),
    path(ANSWER, answering.AnswerPage.as_view(), name="answer"),
    path(ANSWER + "draft/", answering.KeepDraft.as_view(), name="keep_draft"),
    path(ANSWER + "draft/drop/", answering.DropDraft.as_view(), name="drop_draft"),
    path(ANSWER + "confirm/", answering.Confirm.as_view(), name="confirm"),
    path(ANSWER + "comment/", proving.AddComment.as_view(), name="comment"),
    path(ANSWER + "evidence/", proving.AddEvidence.as_view(), name="add_evidence"),
    path(ANSWER + "evidence/withdraw/", answering.WithdrawEvidence.as_view(), name="withdraw_evidence"),
    path(ANSWER + "action/drop/", answering.DropImprovement.as_view(), name="drop_improvement"),
    # checks, signs and hands in
    path(RETURN + "start/", handing_in.Start.as_view(), name="start"),
    path(RETURN + "check/", handing_in.CheckAnswers.as_view(), name="check"),
    path(RETURN + "ask-for-signature/", handing_in.AskForSignature.as_view(), name="ask_for_signature"),
    path(RETURN + "take-back/", handing_in.TakeBack.as_view(), name="take_back"),
    path(RETURN + "sign/", handing_in.Sign.as_view(), name="sign"),
    path(RETURN + "hand-in/", handing_in.HandIn.as_view(), name="hand_in"),
    path(RETURN + "appeal/", handing_in.Appeal.as_view(), name="appeal"),
    path(RETURN + "trail/", handing_in.Trail.as_view(), name="trail"),
    # takes it away, and takes answers in
    path(RETURN + "take/<slug:form>/", files.TakeAway.as_view(), name="take_away"),
    path(RETURN + "take-in/", files.TakeIn.as_view(), name="take_in"),
    # asks for longer, or to be excused
    path(RETURN + "longer/", asking.AskLonger.as_view(), name="ask_longer"),
    path(RETURN + "excuse/", asking.AskToBeExcused.as_view(), name="ask_excuse"),
    # the Board's office answers
    path(RETURN + "extend/", asking.Extend.as_view(), name="extend"),
    path(RETURN + "put-forward/", asking.PutForward.as_view(), name="put_forward"),
    path(RETURN + "write-off/", asking.WriteOff.as_view(), name="write_off"),
    path(RETURN + "close/", asking.CloseReturn.as_view(), name="close_return"),
    path(RETURN + "grant/", asking.Grant.as_view(), name="grant"),
    path(RETURN + "decline/", asking.Decline.as_view(), name="decline"),
    path("exemptions/", asking.Exemptions.as_view(), name="exemptions"),
    path("exemptions/<uuid:plea>/approve/", asking.ApproveExemption.as_view(), name="approve_exemption"),
    # cycles
    path("cycles/", cycles.Cycles.as_view(), name="cycles"),
    path("cycles/plan/", cycles.Plan.as_view(), name="plan_cycle"),
    path("cycles/<uuid:uuid>/", reading.OneCycle.as_view(), name="cycle"),
    path("cycles/<uuid:uuid>/open/", cycles.OpenCycle.as_view(), name="open_cycle"),
    path("cycles/<uuid:uuid>/invite/", cycles.Invite.as_view(), name="invite"),
    path("cycles/<uuid:uuid>/close-window/", cycles.CloseWindow.as_view(), name="close_window"),
    path("cycles/<uuid:uuid>/report/", cycles.ReportCycle.as_view(), name="report_cycle"),
    path("cycles/<uuid:uuid>/received/", cycles.ReceiveReport.as_view(), name="receive_report"),
    *case_urls,
    # moderators
    path(RETURN + "send-back/", asking.SendBack.as_view(), name="send_back"),
    path(RETURN + "moderation/", moderation.ModerationPage.as_view(), name="moderation"),
    path(RETURN + "moderation/begin/", moderation.Begin.as_view(), name="begin"),
    path(RETURN + "moderation/agree/", moderation.AgreeWithRest.as_view(), name="agree"),
    path(RETURN + "moderation/end/", moderation.End.as_view(), name="end"),
    path(RETURN + "moderation/decide/", moderation.DecideAppeal.as_view(), name="decide_appeal"),
    path(RETURN + "moderation/q/<slug:key>/", moderation.Grade.as_view(), name="grade"),
    path(RETURN + "moderation/q/<slug:key>/comment/", moderation.Say.as_view(), name="say"),
    # what a cycle showed
    path("cycles/<uuid:uuid>/map/", results.HeatMapPage.as_view(), name="heat_map"),
    path("cycles/<uuid:uuid>/gaps/", results.GapsPage.as_view(), name="gaps"),
    path("cycles/<uuid:uuid>/sources/", results.EvidencePage.as_view(), name="sources"),
    path(RETURN + "support/", results.OfferSupport.as_view(), name="offer_support"),
    path(RETURN + "support/<uuid:support>/", results.CloseSupport.as_view(), name="close_support"),
    # the learning and development audit
    path("cycles/<uuid:uuid>/learning/", gaps.LearningPage.as_view(), name="learning"),
    path("cycles/<uuid:uuid>/learning/take/", gaps.GatherGaps.as_view(), name="gather_gaps"),
    path("cycles/<uuid:uuid>/learning/<uuid:gap>/", gaps.EndGap.as_view(), name="end_gap"),
    # front-line staff
    path(RETURN + "survey/", survey.SurveyPage.as_view(), name="survey"),
    path(RETURN + "survey/make/", survey.MakeSurvey.as_view(), name="make_survey"),
    path("staff/<slug:link>/", survey.staff_survey, name="staff_survey"),
]
