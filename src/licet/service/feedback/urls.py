from __future__ import annotations

from django.urls import path

from . import views

app_name = "feedback"
urlpatterns = [
    path("", views.give, name="give"),
    path("thanks/", views.thanks, name="thanks"),
    path("all/", views.index, name="index"),
    path("<uuid:pk>/delete/", views.delete, name="delete"),
]
