from __future__ import annotations

from django.urls import path

from . import views

app_name = "decisions"
urlpatterns = [
    path("", views.index, name="index"),
    path("propose/<uuid:case>/", views.propose, name="propose"),
    path("proposals/<uuid:pk>/", views.proposal, name="proposal"),
    path("proposals/<uuid:pk>/return/", views.send_back, name="return"),
    path("licences/", views.licences, name="licences"),
]
