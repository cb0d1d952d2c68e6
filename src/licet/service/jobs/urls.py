from __future__ import annotations

from django.urls import path

from . import views

app_name = "jobs"
urlpatterns = [
    path("failed/", views.deliveries, name="deliveries"),
    path("failed/<int:pk>/retry/", views.retry, name="retry"),
]
