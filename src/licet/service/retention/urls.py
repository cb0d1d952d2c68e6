from __future__ import annotations

from django.urls import path

from . import views

app_name = "retention"
urlpatterns = [
    path("", views.index, name="index"),
    path("schedule/", views.adopt, name="adopt"),
    path("hold/<uuid:case>/", views.place, name="place"),
    path("holds/<uuid:pk>/lift/", views.lift, name="lift"),
    path("propose/", views.propose, name="propose"),
    path("lists/<uuid:pk>/", views.destruction, name="destruction"),
    path("lists/<uuid:pk>/carry-out/", views.carry_out, name="carry-out"),
    path("lists/<uuid:pk>/turn-down/", views.turn_down, name="turn-down"),
]
