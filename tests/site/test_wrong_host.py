from __future__ import annotations

from django.test import Client


def test_a_name_that_is_not_ours_is_refused_with_a_page(client: Client, db: None) -> None:
    client.raise_request_exception = False
    answer = client.get("/", headers={"Host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "elsewhere" not in answer.content.decode()
    assert "<h1" in answer.content.decode()
