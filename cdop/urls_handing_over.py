"""The transition, handing over, collecting and the register; included by the programme's own addresses."""

from django.urls import path

from cdop.views import collecting, handing_over, register, transition

urlpatterns = [
    path("transition/", transition.Transition.as_view(), name="transition"),
    path("<uuid:uuid>/handover/", handing_over.OneHandover.as_view(), name="handover"),
    path("<uuid:uuid>/handover/owe/", handing_over.Owe.as_view(), name="handover_owe"),
    path("<uuid:uuid>/handover/send/", handing_over.Send.as_view(), name="handover_send"),
    path("<uuid:uuid>/handover/send-again/", handing_over.SendAgain.as_view(), name="handover_send_again"),
    path("<uuid:uuid>/handover/archive/", handing_over.TakeArchive.as_view(), name="handover_archive"),
    path("<uuid:uuid>/handover/ask/", handing_over.AskForReceipt.as_view(), name="handover_ask"),
    path("<uuid:uuid>/handover/letter/", handing_over.RecordLetter.as_view(), name="handover_letter"),
    path("collect/", collecting.Collect.as_view(), name="collect"),
    path("collect/<uuid:uuid>/", collecting.CollectOne.as_view(), name="collect_one"),
    path("collect/<uuid:uuid>/archive/", collecting.CollectFile.as_view(), name="collect_file"),
    path("collect/<uuid:uuid>/receive/", collecting.Receive.as_view(), name="collect_receive"),
    path("register/", register.Register.as_view(), name="register"),
    path("letters/<uuid:uuid>/", register.OneLetter.as_view(), name="letter"),
    path("letters/<uuid:uuid>/file/", register.Evidence.as_view(), name="letter_file"),
    path("letters/<uuid:uuid>/confirm/", register.Confirm.as_view(), name="letter_confirm"),
]
