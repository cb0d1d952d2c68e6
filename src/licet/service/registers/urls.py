from __future__ import annotations

from django.urls import path

from . import views

app_name = "registers"
urlpatterns = [
    path("", views.index, name="index"),
    path("chart.svg", views.chart, name="chart"),
    path("map.svg", views.map_, name="map"),
    path("lines.csv", views.export, name="export"),
    path("import/", views.import_file, name="import"),
    path("import/<uuid:pk>/", views.job, name="job"),
    path("<uuid:pk>/", views.line, name="line"),
]
