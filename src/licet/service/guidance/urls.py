from __future__ import annotations

from django.urls import path

from . import views

app_name = "guidance"
urlpatterns = [
    path("", views.index, name="index"),
    path("versions/<uuid:pk>/", views.version, name="version"),
    path("versions/<uuid:pk>/adopt/", views.adopt, name="adopt"),
    path("versions/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<str:topic>/", views.topic, name="topic"),
    path("<str:topic>/draft/", views.draft, name="draft"),
]
