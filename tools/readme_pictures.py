"""Make the pictures of the README anew: `make readme-pictures`. Starts the demonstration in a folder of its own, and stops it again.

Small on purpose: a palette of 64 colours and at most 150 kB each, so that the repository does not grow with every look.
"""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from licet.cli.demo import stop, wait_until_up

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
LARGEST = 150_000  # bytes
SIZE = {"width": 1000, "height": 760}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
# Each: file, who looks, the links followed from “Your work”, and the heading the picture begins at (empty: the top).
PICTURES = [
    (
        "chain",
        "Elena Marsh",
        ["Applications for a licence", "Lynx Platform for State D", "Indication"],
        "The chain",
    ),
    ("case", "Olga Lindqvist", ["Cases", "NM-2026-000001"], ""),
]


@contextmanager
def demonstration() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    with tempfile.TemporaryDirectory() as folder:
        settings = {"LICET_DEMO": "yes", "LICET_DATA_DIR": folder, "LICET_BIND": bind}
        command = [sys.executable, "-m", "licet.cli.main", "demo"]
        process = subprocess.Popen(command, env={**os.environ, **settings}, start_new_session=True)
        try:
            if not any(wait_until_up(bind, {"demo": process}) for _attempt in range(3)):
                raise SystemExit("The demonstration did not start.")
            yield f"http://{bind}"
        finally:
            stop({"demo": process})


def take(page: Page, base: str, who: str, links: list[str], heading: str) -> bytes:
    page.context.clear_cookies()
    page.goto(f"{base}/sign-in/")
    page.get_by_role("button", name=f"Continue as {who}").click()
    for link in links:
        page.get_by_role("link", name=link, exact=True).first.click()
    page.wait_for_load_state()
    if heading:
        place = page.get_by_role("heading", name=heading, exact=True).first
        place.evaluate("element => element.scrollIntoView()")
    return page.screenshot()


def small(picture: bytes) -> bytes:
    """As few colours as the page can do with, and never above the limit."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in (64, 32, 16):
        out = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if len(out.getvalue()) <= LARGEST:
            return out.getvalue()
    raise SystemExit(f"A picture is larger than {LARGEST} bytes even in 16 colours.")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with demonstration() as base, sync_playwright() as playwright:
        chromium = os.environ.get("LICET_CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_context(viewport=SIZE, locale="en-GB").new_page()  # type: ignore[arg-type]
        for name, who, links, heading in PICTURES:
            (FOLDER / f"{name}.png").write_bytes(small(take(page, base, who, links, heading)))
        browser.close()


if __name__ == "__main__":
    main()
