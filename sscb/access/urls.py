"""Sign-in and own account. The sign-in package's views are named one by one: what is not here is not served."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from sscb.access import own_views
from sscb.access.views import access, open_to_all

own = access("portal.own_account", confined_ok=True)
door = open_to_all("people must be able to sign in")
reset = open_to_all("somebody who forgot their password is not signed in")

urlpatterns = [
    path("sign-in/", door(account.login), name="account_login"),
    path("sign-in/code/", door(mfa.authenticate), name="mfa_authenticate"),
    path("sign-in/closed/", door(own_views.no_signing_up), name="account_signup"),
    path("sign-in/inactive/", door(own_views.no_signing_up), name="account_inactive"),
    path("sign-in/reset/", reset(account.password_reset), name="account_reset_password"),
    path("sign-in/reset/sent/", reset(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^sign-in/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        reset(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "sign-in/reset/done/",
        reset(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("sign-out/", own(account.logout), name="account_logout"),
    path("account/", own_views.OwnAccount.as_view(), name="account_email"),
    path("account/again/", own(account.reauthenticate), name="account_reauthenticate"),
    path("account/again/code/", own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("account/password/", own(account.password_change), name="account_change_password"),
    path("account/password/set/", own(account.password_set), name="account_set_password"),
    path("account/second-factor/", own(mfa.index), name="mfa_index"),
    path("account/second-factor/set-up/", own(totp.activate_totp), name="mfa_activate_totp"),
    path("account/second-factor/remove/", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/recovery-codes/", own(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", own(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("account/recovery-codes/file/", own(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("try/", own_views.PeopleToTry.as_view(), name="people_to_try"),
    path("try/<uuid:uuid>/", own_views.EnterAs.as_view(), name="enter_as"),
]
