from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from cast import client_for, organisation_of
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Q

from licet.service.files import visibility
from licet.service.files.models import Document
from licet.service.files.selectors import documents_of
from licet.service.files.services import store
from licet.service.files.storage import path_of
from licet.service.people.models import Organisation, User
from licet.service.people.policy import Refused
from licet.service.records.models import Event
from licet.service.records.verify import file_faults

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def add(actor: User, content: bytes = PDF, name: str = "contract.pdf", **more: Any) -> Document:
    organisation = more.pop("organisation", organisation_of(actor))
    return store(
        actor=actor,
        upload=SimpleUploadedFile(name, content),
        title=more.pop("title", "Contract"),
        organisation=organisation,
        subject=more.pop("subject", organisation or organisation_of(actor)),
        **more,
    )


def stored(settings: Any) -> list[Path]:
    root = Path(settings.MEDIA_ROOT)
    return [path for path in root.rglob("*") if path.is_file()] if root.exists() else []


def refusal(caught: pytest.ExceptionInfo[ValidationError]) -> str:
    return " ".join(caught.value.message_dict["upload"])


class TestStoring:
    def test_content_lies_under_its_hash_and_the_row_says_what_it_is(self, elena: User) -> None:
        document = add(elena, kind="contract")
        assert document.sha256 == hashlib.sha256(PDF).hexdigest()
        assert document.path.read_bytes() == PDF
        assert document.path.name == document.sha256
        assert (document.media_type, document.size, document.kind) == (
            "application/pdf",
            len(PDF),
            "contract",
        )
        assert document.path.stat().st_mode & 0o777 == 0o440

    def test_the_act_is_recorded_with_the_hash_and_without_the_title(self, elena: User) -> None:
        document = add(elena, title="Contract with Ana Berg")
        event = Event.objects.get(type="document.uploaded")
        assert (event.files, event.actor) == ([document.sha256], elena.pseudonym)
        assert "Ana Berg" not in str(event.payload)
        assert (event.personal or {})["title"] == "Contract with Ana Berg"
        assert file_faults(Path(document.path).parents[1]) == []

    def test_an_alteration_on_disk_is_found(self, elena: User) -> None:
        document = add(elena)
        document.path.chmod(0o640)
        document.path.write_bytes(PDF + b"x")
        assert len(file_faults(Path(document.path).parents[1])) == 1

    def test_the_same_content_twice_is_two_documents_and_one_file(self, elena: User, settings: Any) -> None:
        one, two = add(elena), add(elena, title="Again")
        assert one.pk != two.pk
        assert stored(settings) == [path_of(one.sha256)]

    def test_a_document_without_a_title_is_called_by_its_name(self, elena: User) -> None:
        assert add(elena, title="  ", name="a/b/My contract.pdf").title == "My contract.pdf"

    def test_nothing_of_the_name_reaches_the_path(self, elena: User, settings: Any) -> None:
        add(elena, name="../../../../tmp/evil.pdf")
        assert all(len(path.name) == 64 for path in stored(settings))


class TestRefusing:
    @pytest.mark.parametrize(
        ("content", "name", "word"),
        [
            (b"", "contract.pdf", "empty"),
            (b"MZ\x90\x00", "contract.pdf", "its content is not"),
            (PDF, "contract.exe", "not accepted"),
            (PDF, "contract.pdf.exe", "not accepted"),
        ],
    )
    def test_a_bad_file_is_an_error_of_its_field_and_leaves_nothing(
        self, elena: User, settings: Any, content: bytes, name: str, word: str
    ) -> None:
        with pytest.raises(ValidationError) as caught:
            add(elena, content, name)
        assert word in refusal(caught)
        assert stored(settings) == []
        assert (Document.objects.count(), Event.objects.count()) == (0, 0)

    def test_more_bytes_than_the_limit_are_refused_whatever_the_browser_says(
        self, elena: User, settings: Any
    ) -> None:
        settings.MAX_UPLOAD_BYTES = 100
        upload = SimpleUploadedFile("contract.pdf", PDF + b"x" * 100)
        upload.size = 5
        with pytest.raises(ValidationError) as caught:
            store(
                actor=elena,
                upload=upload,
                title="",
                organisation=organisation_of(elena),
                subject=organisation_of(elena),
            )
        assert "larger than 100" in refusal(caught)
        assert stored(settings) == []

    def test_a_file_of_exactly_the_limit_is_taken(self, elena: User, settings: Any) -> None:
        settings.MAX_UPLOAD_BYTES = len(PDF)
        assert add(elena).size == len(PDF)

    def test_a_zip_bomb_is_refused(self, elena: User, settings: Any) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", b"\0" * 20_000_000)
        with pytest.raises(ValidationError) as caught:
            add(elena, out.getvalue(), "letter.docx")
        assert "unpack to far more" in refusal(caught)
        assert stored(settings) == []

    def test_an_upload_that_breaks_off_leaves_nothing(self, elena: User, settings: Any) -> None:
        class Broken(SimpleUploadedFile):
            def chunks(self, chunk_size: int | None = None) -> Any:
                yield PDF[:10]
                raise ConnectionError("gone")

        with pytest.raises(ConnectionError):
            store(
                actor=elena,
                upload=Broken("contract.pdf", PDF),
                title="",
                organisation=organisation_of(elena),
                subject=organisation_of(elena),
            )
        assert stored(settings) == []

    def test_a_row_that_is_rolled_back_leaves_content_at_most(self, elena: User) -> None:
        with pytest.raises(RuntimeError), transaction.atomic():
            add(elena)
            raise RuntimeError("the act failed later")
        assert (Document.objects.count(), Event.objects.count()) == (0, 0)


class TestWhoAdds:
    def test_nobody_adds_for_another_organisation(self, elena: User, rival: User) -> None:
        with pytest.raises(Refused):
            add(elena, organisation=organisation_of(rival))

    def test_an_exporter_adds_nothing_for_the_authority(self, elena: User) -> None:
        with pytest.raises(Refused):
            add(elena, organisation=None)

    def test_the_auditor_adds_nothing(self, audra: User) -> None:
        with pytest.raises(Refused):
            add(audra)


class TestDownload:
    def get(self, user: User, document: Document) -> Any:
        response = client_for(user).get(f"/files/{document.pk}/")
        if response.streaming:
            self.content = response.getvalue()  # reading to the end closes the file
        return response

    def test_it_comes_as_an_attachment_that_nothing_runs(self, elena: User) -> None:
        response = self.get(elena, add(elena, name="Vertrag Größe.pdf"))
        assert self.content == PDF
        assert response["Content-Disposition"].startswith("attachment")
        assert response["Content-Type"] == "application/pdf"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "no-store" in response["Cache-Control"]

    def test_another_exporter_does_not_find_it(self, elena: User, rival: User) -> None:
        assert self.get(rival, add(elena)).status_code == 404

    def test_what_the_authority_added_is_not_found_by_exporters(self, olga: User, elena: User) -> None:
        assert self.get(elena, add(olga, organisation=None)).status_code == 404

    def test_the_authoritys_people_read_what_exporters_added(
        self, elena: User, olga: User, audra: User
    ) -> None:
        document = add(elena)
        for official in (olga, audra):
            assert self.get(official, document).status_code == 200

    def test_an_adviser_reads_what_a_ground_opens_to_her(
        self, elena: User, amina: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        document = add(elena)
        assert self.get(amina, document).status_code == 404
        monkeypatch.setattr(visibility.documents, "_conditions", {})
        visibility.documents.ground("tests.consulted")(
            lambda actor: Q(pk=document.pk) if actor == amina else Q(pk=None)
        )
        assert self.get(amina, document).status_code == 200

    def test_a_visitor_is_sent_to_sign_in(self, elena: User, client: Any) -> None:
        assert client.get(f"/files/{add(elena).pk}/").status_code == 302

    def test_content_that_is_gone_is_not_found(self, elena: User) -> None:
        document = add(elena)
        document.path.unlink()
        assert self.get(elena, document).status_code == 404

    def test_it_is_read_and_nothing_else(self, elena: User) -> None:
        assert client_for(elena).delete(f"/files/{add(elena).pk}/").status_code in {403, 405}


def test_documents_of_a_thing_are_only_those_the_reader_may_see(elena: User, olga: User) -> None:
    subject: Organisation = organisation_of(elena)
    own, internal = add(elena, subject=subject), add(olga, organisation=None, subject=subject)
    assert list(documents_of([subject], elena)) == [own]
    assert list(documents_of([subject], olga)) == [own, internal]
