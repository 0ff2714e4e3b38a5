"""Addresses of the dataset. An indicator's page is at its code in capitals, so other words in lower case are free."""

from django.urls import path, re_path

from dataset.views import checking, concerns, definitions, importing, questions, restating, returns
from dataset.views.files import ChartFile, IndicatorFile, ScorecardFile
from dataset.views.overview import Overview
from dataset.views.scorecard import IndicatorOwnPage, ScorecardPage

CODE = r"(?P<code>[A-Z][A-Z0-9]{1,11})"

app_name = "dataset"
urlpatterns = [
    path("", ScorecardPage.as_view(), name="scorecard"),
    path("figures.csv", ScorecardFile.as_view(), {"form": "csv"}, name="scorecard_csv"),
    path("figures.xlsx", ScorecardFile.as_view(), {"form": "xlsx"}, name="scorecard_xlsx"),
    re_path(rf"^{CODE}/$", IndicatorOwnPage.as_view(), name="indicator"),
    re_path(rf"^{CODE}/figures\.csv$", IndicatorFile.as_view(), {"form": "csv"}, name="indicator_csv"),
    re_path(rf"^{CODE}/figures\.xlsx$", IndicatorFile.as_view(), {"form": "xlsx"}, name="indicator_xlsx"),
    re_path(rf"^{CODE}/chart\.svg$", ChartFile.as_view(), {"form": "svg"}, name="chart_svg"),
    re_path(rf"^{CODE}/chart\.png$", ChartFile.as_view(), {"form": "png"}, name="chart_png"),
    path("definitions/", definitions.Definitions.as_view(), name="definitions"),
    path("definitions/rule/", definitions.Rule.as_view(), name="rule"),
    re_path(rf"^definitions/{CODE}/$", definitions.OneDefinition.as_view(), name="definition"),
    re_path(rf"^definitions/{CODE}/change/$", definitions.Redefine.as_view(), name="redefine"),
    re_path(rf"^definitions/{CODE}/target/$", definitions.SetTarget.as_view(), name="set_target"),
    re_path(rf"^definitions/{CODE}/limits/$", definitions.ProposeLimits.as_view(), name="propose_limits"),
    re_path(rf"^definitions/{CODE}/mark/$", definitions.AddNote.as_view(), name="add_note"),
    re_path(rf"^definitions/{CODE}/rule/$", definitions.OwnRule.as_view(), name="own_rule"),
    re_path(rf"^definitions/{CODE}/events/$", definitions.EventDays.as_view(), name="event_days"),
    path("limits/<uuid:uuid>/", definitions.DecideLimits.as_view(), name="decide_limits"),
    path("marks/<uuid:uuid>/off/", definitions.TakeNoteOff.as_view(), name="take_note_off"),
    path("imports/", importing.Imports.as_view(), name="imports"),
    path("imports/new/", importing.ChooseFile.as_view(), name="choose"),
    path("imports/<uuid:uuid>/", importing.OneImport.as_view(), name="import"),
    path("imports/<uuid:uuid>/accept/", importing.AcceptImport.as_view(), name="accept_import"),
    path("imports/<uuid:uuid>/leave/", importing.LeaveImport.as_view(), name="leave_import"),
    path("imports/<uuid:uuid>/map/", importing.MapColumn.as_view(), name="map"),
    path("imports/<uuid:uuid>/restatements/accept/", restating.AcceptAllOfFile.as_view(), name="accept_restatements"),
    path("calendar/", checking.DataCalendarPage.as_view(), name="calendar"),
    path("providers/", checking.Providers.as_view(), name="providers"),
    path("providers/<uuid:uuid>/", checking.OneProvider.as_view(), name="provider"),
    path("returns/", returns.Returns.as_view(), name="returns"),
    path("returns/<uuid:uuid>/", returns.OneReturn.as_view(), name="return"),
    path("returns/<uuid:uuid>/fill/", returns.FillReturn.as_view(), name="fill_return"),
    path("returns/<uuid:uuid>/template.xlsx", returns.ReturnTemplate.as_view(), name="return_template"),
    path("returns/<uuid:uuid>/upload/", returns.UploadTemplate.as_view(), name="upload_return"),
    path("returns/<uuid:uuid>/submit/", returns.SubmitReturn.as_view(), name="submit_return"),
    path("returns/<uuid:uuid>/receipt/", returns.Receipt.as_view(), name="return_receipt"),
    path("returns/<uuid:uuid>/check/", checking.CheckReturn.as_view(), name="check_return"),
    path("returns/<uuid:uuid>/reopen/", checking.ReopenReturn.as_view(), name="reopen_return"),
    path("returns/<uuid:uuid>/extend/", checking.ExtendReturn.as_view(), name="extend_return"),
    path("restatements/", restating.Restatements.as_view(), name="restatements"),
    path("restatements/<uuid:uuid>/", restating.OneRestatement.as_view(), name="restatement"),
    path("overview/", Overview.as_view(), name="overview"),
    re_path(rf"^{CODE}/raise/$", concerns.Raise.as_view(), name="raise"),
    path("concerns/", concerns.Concerns.as_view(), name="concerns"),
    path("concerns/<uuid:uuid>/", concerns.OneConcern.as_view(), name="concern"),
    path("concerns/<uuid:uuid>/decide/", concerns.Decide.as_view(), name="decide"),
    path("concerns/<uuid:uuid>/pass/", concerns.Pass.as_view(), name="pass"),
    path("concerns/<uuid:uuid>/monitor/", concerns.Monitor.as_view(), name="monitor"),
    path("concerns/<uuid:uuid>/resolve/", concerns.Resolve.as_view(), name="resolve"),
    path("concerns/<uuid:uuid>/escalate/", concerns.Escalate.as_view(), name="escalate"),
    path("concerns/<uuid:uuid>/close/", concerns.Close.as_view(), name="close"),
    path("concerns/<uuid:uuid>/join/", concerns.Join.as_view(), name="join"),
    path("concerns/<uuid:uuid>/raise-again/", concerns.Reopen.as_view(), name="reopen"),
    path("questions/<uuid:uuid>/", questions.OneQuestion.as_view(), name="question"),
    path("questions/<uuid:uuid>/action/", questions.Promise.as_view(), name="promise"),
    path("questions/<uuid:uuid>/chase/", questions.Chase.as_view(), name="chase"),
    path("questions/<uuid:uuid>/ask-again/", questions.AskAgain.as_view(), name="ask_again"),
]
