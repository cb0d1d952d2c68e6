from __future__ import annotations

from django.urls import path

from . import views

app_name = "corpus"
urlpatterns = [
    path("", views.index, name="index"),
    path("rules/<str:rule>/", views.rule, name="rule"),
    path("regimes/<str:regime>/", views.regime, name="regime"),
    path("countries/<str:group>/", views.group, name="group"),
]
