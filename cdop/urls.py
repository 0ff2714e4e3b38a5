from django.urls import path

from cdop.views import analysis, cases, forms, panel, papers, suspicions

app_name = "cdop"
urlpatterns = [
    path("", cases.Reviews.as_view(), name="reviews"),
    path("<uuid:uuid>/", cases.OneReview.as_view(), name="review"),
    # agencies' forms
    path("forms/", forms.OwnForms.as_view(), name="own_forms"),
    path("forms/<uuid:uuid>/", forms.OneForm.as_view(), name="form"),
    path("forms/<uuid:uuid>/about/", forms.WhoItIsAbout.as_view(), name="form_about"),
    path("forms/<uuid:uuid>/paper/", forms.KeyPaper.as_view(), name="form_paper"),
    path("forms/<uuid:uuid>/chase/", forms.Chase.as_view(), name="form_chase"),
    path("forms/<uuid:uuid>/withdraw/", forms.Withdraw.as_view(), name="form_withdraw"),
    path("forms/<uuid:uuid>/again/", forms.KeyAgain.as_view(), name="form_again"),
    path("forms/<uuid:uuid>/name/", forms.NameAnother.as_view(), name="form_name"),
    # the panel
    path("<uuid:uuid>/paper/", papers.WritePaper.as_view(), name="paper_write"),
    path("<uuid:uuid>/analysis/", analysis.WriteAnalysis.as_view(), name="analysis"),
    path("<uuid:uuid>/findings/", analysis.AddFinding.as_view(), name="finding_add"),
    path("findings/<uuid:uuid>/", analysis.ChangeFinding.as_view(), name="finding_change"),
    path("findings/<uuid:uuid>/board/", analysis.WriteForBoard.as_view(), name="finding_board"),
    path("findings/<uuid:uuid>/publish/", analysis.Publish.as_view(), name="finding_publish"),
    path("findings/<uuid:uuid>/tell/", analysis.Tell.as_view(), name="finding_tell"),
    path("panel/", panel.Panel.as_view(), name="panel"),
    path("panel/plan/", panel.Plan.as_view(), name="panel_plan"),
    path("panel/quorum/", panel.SetQuorum.as_view(), name="panel_quorum"),
    path("panel/<uuid:uuid>/", panel.OneMeeting.as_view(), name="meeting"),
    path("panel/<uuid:uuid>/agenda/", panel.AddCase.as_view(), name="meeting_agenda"),
    path("panel/<uuid:uuid>/ask/", panel.Ask.as_view(), name="meeting_ask"),
    path("panel/<uuid:uuid>/send/", panel.Send.as_view(), name="meeting_send"),
    path("panel/<uuid:uuid>/hold/", panel.Hold.as_view(), name="meeting_hold"),
    path("panel/<uuid:uuid>/move/", panel.Move.as_view(), name="meeting_move"),
    path("panel/<uuid:uuid>/cancel/", panel.Cancel.as_view(), name="meeting_cancel"),
    path("panel/cases/<uuid:uuid>/decide/", panel.Decide.as_view(), name="item_decide"),
    path("panel/cases/<uuid:uuid>/conflict/", panel.DeclareConflict.as_view(), name="item_conflict"),
    path("panel/cases/<uuid:uuid>/off/", panel.TakeOff.as_view(), name="item_off"),
    path("panel/seats/<uuid:uuid>/off/", panel.SeatOff.as_view(), name="seat_off"),
    path("papers/<uuid:uuid>/", papers.OnePaper.as_view(), name="paper"),
    path("papers/<uuid:uuid>/pdf/", papers.PaperPdf.as_view(), name="paper_pdf"),
    path("papers/<uuid:uuid>/approve/", papers.Approve.as_view(), name="paper_approve"),
    path("papers/<uuid:uuid>/suspect/", suspicions.Suspect.as_view(), name="suspect"),
    path("concerns/<uuid:uuid>/", suspicions.OneSuspicion.as_view(), name="suspicion"),
]
