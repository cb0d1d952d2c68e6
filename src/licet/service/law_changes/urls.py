from __future__ import annotations

from django.urls import path

from . import views

app_name = "law_changes"
urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:pk>/", views.answer, name="answer"),
]
