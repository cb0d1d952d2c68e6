from __future__ import annotations

from django.urls import path

from . import criterion_views, flag_views, views

app_name = "assessment"
ONE = "assessments/<uuid:pk>/"
urlpatterns = [
    path("<uuid:case>/assess/", views.start, name="start"),
    path(ONE, views.show, name="show"),
    path(f"{ONE}criteria/<str:criterion>/", criterion_views.show, name="criterion"),
    path(f"{ONE}not-relevant/", criterion_views.set_aside, name="set-aside"),
    path(f"{ONE}evidence/", views.add_evidence, name="add-evidence"),
    path("evidence/<uuid:pk>/drop/", views.drop_evidence, name="drop-evidence"),
    path("evidence/<uuid:pk>/disclosure/", views.disclose, name="disclose"),
    path(f"{ONE}answer/<str:criterion>/<str:limb>/<str:standard>/", views.answer, name="answer"),
    path(f"{ONE}sign/", views.sign, name="sign"),
    path("<uuid:case>/red-flags/<slug:flag>/", flag_views.look, name="red-flag"),
    path("policies/", views.policies, name="policies"),
    path("policies/declare/", views.declare, name="declare"),
]
