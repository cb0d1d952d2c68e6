from __future__ import annotations

from django.urls import path

from . import gap_views, views

app_name = "bench"
urlpatterns = [
    path("", views.index, name="index"),
    path("diff/", views.diff, name="diff"),
    path("gaps/", views.gaps, name="gaps"),
    path("hygiene/", views.hygiene, name="hygiene"),
    path("amendment/", views.amendment, name="amendment"),
    path("reports/<uuid:pk>/", views.report, name="report"),
    path("reports/<uuid:pk>/examples/<int:number>/<str:side>/", views.argument, name="argument"),
    path("reports/<uuid:pk>/record/<str:name>/", gap_views.put_on_record, name="record"),
    path("records/", gap_views.records, name="records"),
    path("records/<uuid:pk>/", gap_views.show, name="gap"),
]
