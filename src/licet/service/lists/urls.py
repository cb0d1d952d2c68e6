from __future__ import annotations

from django.urls import path

from . import views

app_name = "lists"
urlpatterns = [
    path("", views.index, name="index"),
    path("import/", views.import_file, name="import"),
    path("import/<uuid:pk>/", views.job, name="job"),
    path("generations/<uuid:pk>/", views.generation, name="generation"),
    path("entries/<uuid:pk>/", views.entry, name="entry"),
    path("hits/<uuid:pk>/", views.hit, name="hit"),
    path("parties/<uuid:pk>/", views.party, name="party"),
    path("parties/<uuid:pk>/screen/", views.screen, name="screen"),
]
