from django.urls import path

from cdop.views import cases, forms

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
]
