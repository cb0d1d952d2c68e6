"""Keys lie in files that only the service can read."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from licet.service.base.config import SettingError, env_bool, env_int, env_secret
from licet.service.base.keys import key_from_file


def test_the_first_start_makes_the_key_and_later_starts_keep_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "key"
    assert key_from_file(path, b"first") == b"first"
    assert key_from_file(path, b"second") == b"first"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["key"]


def test_a_key_that_others_can_read_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(b"key")
    path.chmod(0o644)
    with pytest.raises(SettingError, match="chmod 600"):
        key_from_file(path, b"other")


def test_a_folder_that_others_can_write_in_is_refused_with_the_remedy(tmp_path: Path) -> None:
    for mode in (0o777, 0o1777, 0o770):
        tmp_path.chmod(mode)
        with pytest.raises(SettingError, match="chmod go-w"):
            key_from_file(tmp_path / "key", b"key")
        assert list(tmp_path.iterdir()) == []
    tmp_path.chmod(0o750)
    assert key_from_file(tmp_path / "key", b"key") == b"key"


def test_a_key_that_is_a_link_or_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"a key that somebody else knows")
    (tmp_path / "elsewhere").chmod(0o600)
    (tmp_path / "key").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SettingError, match="file of its own"):
        key_from_file(tmp_path / "key", b"key")
    (tmp_path / "empty").touch(0o600)
    with pytest.raises(SettingError, match="empty"):
        key_from_file(tmp_path / "empty", b"key")


def test_what_is_refused_of_a_key_does_not_tell_it(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(b"hush-hush")
    path.chmod(0o644)
    with pytest.raises(SettingError) as caught:
        key_from_file(path, b"other")
    assert "hush" not in str(caught.value)


def test_starters_at_the_same_time_agree_on_one_key(tmp_path: Path) -> None:
    path = tmp_path / "key"
    with ThreadPoolExecutor(4) as pool:
        keys = list(pool.map(lambda n: key_from_file(path, b"key of %d" % n), range(16)))
    assert set(keys) == {path.read_bytes()}
    assert [entry.name for entry in tmp_path.iterdir()] == ["key"]


@pytest.mark.parametrize(
    ("text", "value"), [("yes", True), ("1", True), ("", False), ("no", False), ("OFF", False)]
)
def test_a_yes_or_no_setting_is_read(monkeypatch: pytest.MonkeyPatch, text: str, value: bool) -> None:
    monkeypatch.setenv("LICET_DEMO", text)
    assert env_bool("LICET_DEMO") is value


def test_a_wrong_setting_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LICET_DEMO", "maybe")
    with pytest.raises(SettingError, match=r"LICET_DEMO is 'maybe'\. Set it to yes or no"):
        env_bool("LICET_DEMO")
    monkeypatch.setenv("LICET_MAX_UPLOAD_MB", "20 MB")
    with pytest.raises(SettingError, match="whole number"):
        env_int("LICET_MAX_UPLOAD_MB", 20)


def test_a_secret_may_come_from_a_file_but_not_from_two_places(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "secret"
    path.write_text("hush\n")
    monkeypatch.delenv("LICET_SECRET_KEY", raising=False)
    monkeypatch.setenv("LICET_SECRET_KEY_FILE", str(path))
    assert env_secret("LICET_SECRET_KEY") == "hush"
    monkeypatch.setenv("LICET_SECRET_KEY", "other")
    with pytest.raises(SettingError, match="given twice"):
        env_secret("LICET_SECRET_KEY")
    monkeypatch.delenv("LICET_SECRET_KEY")
    monkeypatch.setenv("LICET_SECRET_KEY_FILE", str(tmp_path / "absent"))
    with pytest.raises(SettingError, match="cannot be read"):
        env_secret("LICET_SECRET_KEY")


def test_systemd_hands_a_secret_over_as_a_credential(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert env_secret("LICET_TEST_SECRET", "none") == "none"
    (tmp_path / "LICET_TEST_SECRET").write_text("handed over\n")
    assert env_secret("LICET_TEST_SECRET") == "handed over"
    monkeypatch.setenv("LICET_TEST_SECRET", "another")
    with pytest.raises(SettingError, match="given twice"):
        env_secret("LICET_TEST_SECRET")
