"""Routes of the register, certificates, evaluation, impact and reports."""

from django.urls import path

from training.evaluating import views as evaluating
from training.registering import views as registering
from training.reporting import views as reporting

event, course, booking = "events/<uuid:uuid>", "courses/<uuid:uuid>", "bookings/<uuid:uuid>"

urlpatterns = [
    path(f"{event}/register/", registering.RegisterOfEvent.as_view(), name="register"),
    path(f"{event}/register/write-in/", registering.WriteIn.as_view(), name="write_in"),
    path(f"{event}/register/close/", registering.CloseRegister.as_view(), name="close_register"),
    path(f"{event}/sign-in-sheet.pdf", registering.SignInSheet.as_view(), name="sign_in_sheet"),
    path(f"{event}/certificates/", registering.IssueCertificates.as_view(), name="issue_certificates"),
    path(f"{booking}/certificate.pdf", registering.OwnCertificate.as_view(), name="certificate"),
    path(f"{booking}/certificate/withdraw/", registering.WithdrawCertificate.as_view(), name="withdraw_certificate"),
    path("certificates/<str:code>/", registering.verify, name="verify"),
    path("say/<str:token>/", evaluating.evaluate, name="evaluate"),
    path(f"{event}/evaluation/", evaluating.EvaluationOfEvent.as_view(), name="evaluation"),
    path(f"{event}/evaluation/ask/", evaluating.AskEvent.as_view(), name="ask"),
    path(f"{event}/evaluation/close/", evaluating.CloseEvaluation.as_view(), name="close_evaluation"),
    path(f"{event}/evaluation/link/<uuid:asking>/", evaluating.MakeLink.as_view(), name="make_link"),
    path(f"{event}/evaluation/story/<uuid:answer>/", evaluating.JudgeStory.as_view(), name="judge_story"),
    path(f"{event}/observe/", evaluating.Observe.as_view(), name="observe"),
    path(f"{event}/observations/<uuid:observation>/told/", evaluating.FedBack.as_view(), name="fed_back"),
    path(f"{event}/observations/<uuid:observation>/reply/", evaluating.Reply.as_view(), name="reply"),
    path(f"{course}/impact/", evaluating.ImpactOfCourse.as_view(), name="impact"),
    path(f"{course}/impact/link/", evaluating.LinkReading.as_view(), name="link_reading"),
    path("report/", reporting.AnnualReport.as_view(), name="report"),
    path("report.pdf", reporting.AnnualReportPdf.as_view(), name="report_pdf"),
    path("your-agency/", reporting.OwnAgency.as_view(), name="own_agency"),
]
