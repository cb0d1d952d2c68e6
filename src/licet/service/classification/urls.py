from __future__ import annotations

from django.urls import path

from .views import downloads, saved, start, steps

app_name = "classification"
urlpatterns = [
    path("", start.start, name="start"),
    path("open/", start.open_file, name="open"),
    path("describe/", steps.describe, name="describe"),
    path("questions/", steps.questions, name="questions"),
    path("answers/", steps.answers, name="answers"),
    path("change/", steps.change, name="change"),
    path("indication/", steps.indication, name="indication"),
    path("compare/", steps.compare, name="compare"),
    path("download/<slug:what>/", downloads.download, name="download"),
    path("save/", saved.save, name="save"),
    path("saved/<str:token>/", saved.show, name="saved"),
    path("delete/", saved.delete, name="delete"),
]
