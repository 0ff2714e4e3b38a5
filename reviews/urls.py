from django.urls import path

from reviews.views import (
    chronology,
    deciding,
    gathering,
    guarding,
    handing_over,
    incidents,
    referring,
    register,
    reports,
    reviewing,
    summaries,
    telling,
)

app_name = "reviews"
urlpatterns = [
    path("", register.Register.as_view(), name="register"),
    path("<uuid:uuid>/", register.OneCase.as_view(), name="review"),
    # referring, and one's own part
    path("refer/", referring.Refer.as_view(), name="refer"),
    path("mine/", referring.OwnParts.as_view(), name="own_parts"),
    path("referrals/<uuid:uuid>/", referring.OwnReferral.as_view(), name="referral"),
    path("summaries/<uuid:uuid>/", summaries.OneSummary.as_view(), name="summary"),
    path("summaries/<uuid:uuid>/about/", summaries.WhoItIsAbout.as_view(), name="summary_about"),
    path("summaries/<uuid:uuid>/withdraw/", gathering.WithdrawSummary.as_view(), name="summary_withdraw"),
    # incidents
    path("incidents/", incidents.Incidents.as_view(), name="incidents"),
    path("incidents/record/", incidents.RecordIncident.as_view(), name="incident_record"),
    path("incidents/<uuid:uuid>/", incidents.OneIncident.as_view(), name="incident"),
    path("incidents/<uuid:uuid>/rapid-review/", incidents.RapidReview.as_view(), name="rapid_review"),
    path("incidents/<uuid:uuid>/settle/", incidents.Settle.as_view(), name="incident_settle"),
    # the ledger
    path("<uuid:uuid>/notices/add/", telling.AddNotice.as_view(), name="notice_add"),
    path("notices/<uuid:uuid>/told/", telling.Told.as_view(), name="notice_told"),
    path("notices/<uuid:uuid>/reply/", telling.Reply.as_view(), name="notice_reply"),
    # from referral to decision
    path("<uuid:uuid>/gather/", gathering.Gather.as_view(), name="gather"),
    path("<uuid:uuid>/ask/", gathering.Ask.as_view(), name="ask"),
    path("<uuid:uuid>/cut-off/", gathering.CutOff.as_view(), name="cut_off"),
    path("<uuid:uuid>/withdraw/", gathering.AskWithdrawal.as_view(), name="withdraw_ask"),
    path("<uuid:uuid>/withdraw/agree/", gathering.AgreeWithdrawal.as_view(), name="withdraw_agree"),
    path("<uuid:uuid>/consider/", deciding.Consider.as_view(), name="consider"),
    path("<uuid:uuid>/more/", deciding.AskForMore.as_view(), name="more"),
    path("<uuid:uuid>/decide/", deciding.Decide.as_view(), name="decide"),
    # the review
    path("<uuid:uuid>/file/", reviewing.File.as_view(), name="file"),
    path("<uuid:uuid>/file/<slug:act>/", reviewing.DoAct.as_view(), name="act"),
    path("<uuid:uuid>/file/<slug:act>/<uuid:row>/", reviewing.DoAct.as_view(), name="act_on"),
    path("<uuid:uuid>/chronology/", chronology.Chronology.as_view(), name="chronology"),
    path("<uuid:uuid>/chronology/print/", chronology.PrintChronology.as_view(), name="chronology_print"),
    path("<uuid:uuid>/commission/", reviewing.Commission.as_view(), name="commission"),
    path("<uuid:uuid>/begin/", reviewing.Begin.as_view(), name="begin"),
    path("<uuid:uuid>/hold/", reviewing.Hold.as_view(), name="hold"),
    path("<uuid:uuid>/take-up/", reviewing.TakeUp.as_view(), name="take_up"),
    path("<uuid:uuid>/drafted/", reviewing.Drafted.as_view(), name="drafted"),
    path("reports/<uuid:uuid>/", reports.OneReport.as_view(), name="report"),
    path("reports/<uuid:uuid>/report.pdf", reports.ReportFile.as_view(), name="report_file"),
    path("reports/<uuid:uuid>/chronology/", reports.OwnRows.as_view(), name="own_rows"),
    path("reports/<uuid:uuid>/chronology/file/", reports.TakeRowsIn.as_view(), name="rows_take_in"),
    path("reports/<uuid:uuid>/chronology/<uuid:row>/take-out/", reports.TakeRowOut.as_view(), name="row_take_out"),
    # to the safeguarding partners
    path("<uuid:uuid>/handover/", handing_over.AskHandover.as_view(), name="handover_ask"),
    path("<uuid:uuid>/handover/agree/", handing_over.AgreeHandover.as_view(), name="handover_agree"),
    path("<uuid:uuid>/handover/sent/", handing_over.RecordSending.as_view(), name="handover_send"),
    path("<uuid:uuid>/handover/receipt/", handing_over.RecordReceipt.as_view(), name="handover_receipt"),
    # who may see it, and who the child is
    path("<uuid:uuid>/conflict/", guarding.Conflict.as_view(), name="conflict"),
    path("<uuid:uuid>/identity/", guarding.AskOpening.as_view(), name="identity_ask"),
    path("openings/<uuid:uuid>/agree/", guarding.AgreeOpening.as_view(), name="opening_agree"),
    path("openings/<uuid:uuid>/open/", guarding.OpenIdentity.as_view(), name="opening_open"),
]
