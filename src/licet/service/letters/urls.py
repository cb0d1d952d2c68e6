from __future__ import annotations

from django.urls import path

from . import views

app_name = "letters"
urlpatterns = [
    path("<uuid:pk>/", views.read, name="read"),
    path("<uuid:pk>/pdf/", views.pdf, name="pdf"),
]
