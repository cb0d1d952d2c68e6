from __future__ import annotations

from django.urls import path

from . import hearing_views, views

app_name = "decisions"
urlpatterns = [
    path("", views.index, name="index"),
    path("propose/<uuid:case>/", views.propose, name="propose"),
    path("proposals/<uuid:pk>/", views.proposal, name="proposal"),
    path("proposals/<uuid:pk>/return/", views.send_back, name="return"),
    path("refusal-notice/<uuid:case>/", hearing_views.announce, name="announce"),
    path("refusal-notices/<uuid:pk>/answer/", hearing_views.respond, name="respond"),
    path("refusal-notices/<uuid:pk>/close/", hearing_views.close, name="close-notice"),
    path("licences/", views.licences, name="licences"),
]
