from __future__ import annotations

from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/demo/", views.demo_sign_in, name="demo-sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("access/", views.access_matrix, name="access-matrix"),
    path("access/explain/", views.explain, name="explain"),
]
