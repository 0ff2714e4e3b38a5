from django.urls import path

from sscb.learning.views import actions, plans, points

app_name = "learning"
urlpatterns = [
    path("actions/", actions.Actions.as_view(), name="actions"),
    path("actions/<uuid:uuid>/", actions.OneAction.as_view(), name="action"),
    path("actions/<uuid:uuid>/progress/", actions.Progress.as_view(), name="progress"),
    path("actions/<uuid:uuid>/done/", actions.SayDone.as_view(), name="done"),
    path("actions/<uuid:uuid>/close/", actions.Close.as_view(), name="close"),
    path("actions/<uuid:uuid>/send-back/", actions.SendBack.as_view(), name="send_back"),
    path("actions/<uuid:uuid>/later/", actions.Carry.as_view(), name="carry"),
    path("actions/<uuid:uuid>/withdraw/", actions.Withdraw.as_view(), name="withdraw"),
    path("actions/<uuid:uuid>/evidence/", actions.AddProof.as_view(), name="add_proof"),
    path("actions/<uuid:uuid>/judge/", actions.Judge.as_view(), name="judge"),
    path("evidence/<uuid:uuid>/verify/", actions.Verify.as_view(), name="verify"),
    path("recommendations/", plans.Recommendations.as_view(), name="recommendations"),
    path("recommendations/new/", plans.Recommend.as_view(), name="recommend"),
    path("recommendations/<uuid:uuid>/", plans.OneRecommendation.as_view(), name="recommendation"),
    path("recommendations/<uuid:uuid>/answer/", plans.Answer.as_view(), name="answer_recommendation"),
    path("recommendations/<uuid:uuid>/ask/", plans.Ask.as_view(), name="ask"),
    path("recommendations/<uuid:uuid>/close/", plans.Close.as_view(), name="close_recommendation"),
    path("points/new/", points.WritePoint.as_view(), name="write_point"),
    path("points/<uuid:uuid>/", points.OnePoint.as_view(), name="point"),
]
