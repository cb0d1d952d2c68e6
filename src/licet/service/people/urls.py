from __future__ import annotations

from django.urls import path

from .views import access, account, invitation, office, register, signing_in

app_name = "people"
urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign-in"),
    path("sign-in/demo/", signing_in.demo_sign_in, name="demo-sign-in"),
    path("sign-out/", signing_in.sign_out, name="sign-out"),
    path("account/", account.account, name="account"),
    path("account/sessions/", account.sessions, name="sessions"),
    path("account/sessions/<int:pk>/end/", account.end_session, name="end-session"),
    path("account/sessions/end-others/", account.end_others, name="end-others"),
    path("account/colleagues/", register.colleagues, name="colleagues"),
    path("invitation/<str:secret>/", invitation.invitation, name="invitation"),
    path("people/", register.register, name="register"),
    path("people/invite/", register.invite, name="invite"),
    path("people/invitations/<uuid:pk>/withdraw/", register.withdraw, name="withdraw-invitation"),
    path("people/roles/<uuid:pk>/end/", register.end_role, name="end-role"),
    path("people/organisations/<uuid:pk>/", register.confirm_organisation, name="confirm-organisation"),
    path("people/<uuid:pk>/second-factor/", register.ask_reset, name="ask-reset"),
    path("people/resets/<uuid:pk>/", register.settle_reset, name="settle-reset"),
    path("office/", office.office, name="office"),
    path("office/change/", office.describe, name="describe-office"),
    path("access/", access.access_matrix, name="access-matrix"),
    path("access/explain/", access.explain, name="explain"),
]
