from __future__ import annotations

from django.urls import path

from . import views
from .tables import views as tables

app_name = "corpus"
urlpatterns = [
    path("", views.index, name="index"),
    path("rules/<str:rule>/", views.rule, name="rule"),
    path("regimes/<str:regime>/", views.regime, name="regime"),
    path("tables/", tables.choose, name="tables"),
    path("tables/columns/", tables.columns, name="table-columns"),
    path("tables/<uuid:pk>/", tables.show, name="table"),
    path("tables/<uuid:pk>/answers/", tables.answers, name="table-answers"),
    path("countries/<str:group>/", views.group, name="group"),
]
