from __future__ import annotations

from django.urls import path

from .views import check, letters, retractions, wordings

app_name = "letters"
ONE = "<uuid:pk>/"
TEXT = "wordings/<str:kind>/<str:language>/"
urlpatterns = [
    path("check/", check.check, name="check"),
    path("check/file/", check.check_file, name="check-file"),
    path("certificate/", check.certificate, name="certificate"),
    path("wordings/", wordings.index, name="wordings"),
    path(f"wordings/{ONE}", wordings.wording, name="wording"),
    path(f"wordings/{ONE}adopt/", wordings.adopt, name="adopt"),
    path(f"wordings/{ONE}preview/", wordings.preview, name="preview"),
    path(f"wordings/{ONE}preview/pdf/", wordings.preview_pdf, name="preview-pdf"),
    path(TEXT, wordings.texts, name="texts"),
    path(f"{TEXT}draft/", wordings.write, name="draft"),
    path(f"{TEXT}sample/", wordings.sample, name="sample"),
    path(f"{TEXT}sample/pdf/", wordings.sample_pdf, name="sample-pdf"),
    path("withdrawals/", retractions.index, name="retractions"),
    path(f"withdrawals/{ONE}", retractions.retraction, name="retraction"),
    path(f"withdrawals/{ONE}confirm/", retractions.confirm, name="confirm-withdrawal"),
    path(f"withdrawals/{ONE}leave/", retractions.leave, name="leave"),
    path(f"withdrawals/{ONE}preview/", retractions.preview, name="preview-correction"),
    path(ONE, letters.read, name="read"),
    path(f"{ONE}pdf/", letters.pdf, name="pdf"),
    path(f"{ONE}withdraw/", retractions.withdraw, name="withdraw"),
]
