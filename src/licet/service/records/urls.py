from __future__ import annotations

from django.urls import path

from . import views

app_name = "records"
urlpatterns = [
    path("", views.ledger, name="ledger"),
    path("checkpoint.txt", views.checkpoint, name="checkpoint"),
    path("<uuid:pk>/", views.event, name="event"),
    path("<uuid:pk>/proof.json", views.proof, name="proof"),
]
