from __future__ import annotations

from django.urls import path

from . import mark_views, views

app_name = "own_law"
urlpatterns = [
    path("", views.index, name="index"),
    path("put-forward/", views.put_forward, name="put-forward"),
    path("again/", views.again, name="again"),
    path("end/", views.end, name="end"),
    path("marks/", mark_views.marks, name="marks"),
    path("marks/<str:rule>/", mark_views.sign_up, name="sign-up"),
    path("in-force.zip", views.in_force_zip, name="in-force-zip"),
    path("<uuid:pk>/", views.draft, name="draft"),
    path("<uuid:pk>/files.zip", views.files_zip, name="files-zip"),
    path("<uuid:pk>/files/<int:number>/", views.file, name="file"),
    path("<uuid:pk>/examine/", views.examine, name="examine"),
    path("<uuid:pk>/take-back/", views.take_back, name="take-back"),
]
