"""An upload of law is hostile until read: nothing leaves its folder, swells, or names what it must not."""

from __future__ import annotations

import io
import zipfile

import pytest
from own_law_walk import zipped

from licet.service.own_law.uploads import MOST_FILES, UploadRefused, read_pasted, read_upload

LAW = b"is: rule\n"


def test_one_file_is_taken_by_its_last_name() -> None:
    assert read_upload(LAW, "C:\\Users\\lawyer\\rule.yaml") == {"rule.yaml": LAW}


def test_a_zip_without_a_common_folder_keeps_its_folders() -> None:
    files: dict[str, str | bytes] = {"a/one.yaml": LAW, "b/two.yaml": LAW}
    assert sorted(read_upload(zipped(files), "law.zip")) == ["a/one.yaml", "b/two.yaml"]


@pytest.mark.parametrize("folder", ["guidance", "clauses"])
def test_a_folder_that_means_something_is_kept(folder: str) -> None:
    assert list(read_upload(zipped({f"own/{folder}/a.yaml": LAW}), "z.zip")) == [f"{folder}/a.yaml"]


def test_what_file_managers_add_is_left_out() -> None:
    files: dict[str, str | bytes] = {"a.yaml": LAW, "__MACOSX/._a.yaml": b"x", ".git/config": b"x", "b/": b""}
    assert list(read_upload(zipped(files), "z.zip")) == ["a.yaml"]


@pytest.mark.parametrize(
    "name",
    ["../a.yaml", "/etc/a.yaml", "a/../../b.yaml", "a\\..\\b.yaml", "a/b\x00.yaml", "a//b.yaml", "<b>.yaml", "x" * 200 + ".yaml",
     "a/b/c/d/e/f/g/h/i/x.yaml"],
)  # fmt: skip
def test_no_name_leads_anywhere_else(name: str) -> None:
    with pytest.raises(UploadRefused, match="no name for a law file"):
        read_pasted("is: rule", name)


def test_a_zip_slip_is_refused() -> None:
    with pytest.raises(UploadRefused, match="no name for a law file"):
        read_upload(zipped({"ok.yaml": LAW, "x/../../../evil.yaml": LAW}), "z.zip")


@pytest.mark.parametrize("name", ["readme.md", "law.yml", "run.sh", "law.yaml.exe"])
def test_what_is_not_law_is_named(name: str) -> None:
    with pytest.raises(UploadRefused, match=r"does not end in \.yaml"):
        read_upload(zipped({"a.yaml": LAW, name: b"x"}), "z.zip")


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(UploadRefused, match="unpacks to more"):
        read_upload(zipped({"a.yaml": b" " * 300_000}), "z.zip")
    with pytest.raises(UploadRefused, match="unpacks to more"):
        read_upload(zipped({f"{n}.yaml": b" " * 250_000 for n in range(20)}), "z.zip")
    with pytest.raises(UploadRefused, match="unpacks to more"):
        read_upload(zipped({f"{n}.yaml": b"x" for n in range(MOST_FILES + 1)}), "z.zip")


def test_a_lying_directory_does_not_help() -> None:
    """The stated size is not believed: unpacking stops by itself."""
    content = bytearray(zipped({"a.yaml": b" " * 300_000}))
    place = content.rindex((300_000).to_bytes(4, "little"))
    content[place : place + 4] = (10).to_bytes(4, "little")
    with pytest.raises(UploadRefused):
        read_upload(bytes(content), "z.zip")


def test_two_files_of_one_name_are_refused() -> None:
    packed = io.BytesIO()
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(packed, "w") as archive:
        for _ in range(2):
            archive.writestr("a.yaml", LAW)
    with pytest.raises(UploadRefused, match="stands twice"):
        read_upload(packed.getvalue(), "z.zip")


def test_names_that_differ_in_case_only_are_the_same_on_some_disks() -> None:
    with pytest.raises(UploadRefused, match="stands twice"):
        read_upload(zipped({"a.yaml": LAW, "A.yaml": LAW}), "z.zip")


def test_a_broken_zip_is_refused() -> None:
    with pytest.raises(UploadRefused, match="cannot be read"):
        read_upload(zipped({"a.yaml": LAW})[:-30], "z.zip")


def test_too_much_is_refused_unread() -> None:
    with pytest.raises(UploadRefused, match="larger than 2 MB"):
        read_upload(b"PK\x03\x04" + b"x" * (2 * 1024 * 1024), "z.zip")
