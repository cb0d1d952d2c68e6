"""A person at a browser. Wherever she goes, the page is held to what every page must be: no request leaves this host, the
browser has nothing to complain of, axe finds nothing, and at 320 pixels nothing has to be scrolled sideways."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, Route

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1200, "height": 900}
PHONE = {"width": 320, "height": 640}

# Only a form with something to fill in; what a browser would send is what is sent.
EMPTY = """() => {
  const fields = "input:not([type=hidden], [type=submit]), select, textarea";
  // a form that makes a passkey asks the browser for one first, and is sent only with it
  const forms = [...document.querySelectorAll("main form:not([data-passkey])")];
  const form = forms.find((form) => form.querySelector(fields));
  if (!form) return false;
  for (const field of form.querySelectorAll(fields)) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
    else if (field.tagName === "SELECT") field.selectedIndex = 0;
    else field.value = "";
  }
  form.noValidate = true;
  form.dataset.emptied = "yes";
  return true;
}"""


class Walker:
    def __init__(self, browser: Browser, base: str, screenshots: Path | None) -> None:
        self.base = base
        self.host = urlsplit(base).netloc
        self.screenshots = screenshots
        self.problems: list[str] = []
        self.context = browser.new_context(viewport=DESKTOP, locale="en-GB")  # type: ignore[arg-type]
        self.context.route("**/*", self._keep_home)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self._note(f"script error: {error}"))

    # --- going about -----------------------------------------------------------------------------

    def take_session(self, key: str) -> None:
        self.context.add_cookies([{"name": "sessionid", "value": key, "url": self.base}])

    def speak(self, language: str) -> None:
        """From now on every page in this language."""
        self.context.add_cookies([{"name": "django_language", "value": language, "url": self.base}])

    def go(self, path: str, *, expect: int = 200, name: str = "", briefly: bool = False) -> Response:
        """Open a page and hold it to the rules; `name` takes pictures of it."""
        response = self.page.goto(self.base + path)
        if response is None or response.status != expect:
            self._note(f"answered {response and response.status}, not {expect}")
        self.look(name, briefly=briefly)
        assert response is not None
        return response

    def press(self, name: str, *, role: str = "button", exact: bool = True, picture: str = "") -> None:
        """Press a button or follow a link by its words, then look at the page that comes."""
        self.page.get_by_role(role, name=name, exact=exact).first.click()  # type: ignore[arg-type]
        self.page.wait_for_load_state()
        self.look(picture)

    def fill(self, **values: str) -> None:
        """Fill fields by their form names."""
        for field, value in values.items():
            self.page.locator(f"[name='{field}']").first.fill(value)

    def empty_the_form(self) -> bool:
        """Empty every field of the page's form and send it; False when there is none to send."""
        if not self.page.evaluate(EMPTY):
            return False
        with self.page.expect_navigation():
            self.page.evaluate("document.querySelector('form[data-emptied]').requestSubmit()")
        return True

    def reads(self, text: str) -> bool:
        return text in self.page.locator("body").inner_text()

    # --- looking -----------------------------------------------------------------------------------

    def look(self, name: str = "", *, briefly: bool = False) -> None:
        """`briefly` runs axe at 320 pixels alone, where boxes that scroll show up too."""
        if not briefly:
            self._axe("")
        self._picture(name, "desktop")
        self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        self._fits()
        self._axe(" at 320 px")
        self._picture(name, "phone")
        self.page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
        if name:
            self._print(name)

    def _axe(self, where: str) -> None:
        for violation in Axe().run(self.page).response["violations"]:
            nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
            self._note(f"axe{where}: {violation['id']} ({violation['help']}): {nodes}")

    def _fits(self) -> None:
        width = self.page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            self._note(f"is {width} pixels wide at 320")

    def _print(self, name: str) -> None:
        self.page.emulate_media(media="print")
        self._picture(name, "print")
        self.page.emulate_media(media="screen")

    def _picture(self, name: str, kind: str) -> None:
        if name and self.screenshots is not None:
            self.screenshots.mkdir(parents=True, exist_ok=True)
            file = self.screenshots / f"{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}.{kind}.png"
            self.page.screenshot(path=file, full_page=True)

    # --- what went wrong -----------------------------------------------------------------------------

    def _keep_home(self, route: Route) -> None:
        if urlsplit(route.request.url).netloc == self.host:
            route.continue_()
        else:
            self._note(f"asks for {route.request.url}, on another host")
            route.abort()

    def _note_console(self, message: ConsoleMessage) -> None:
        expected = "the server responded with a status of" in message.text and "/static/" not in str(
            message.location
        )
        if (
            message.type in {"error", "warning"} and not expected
        ):  # an answer that is no 200 is judged by `go`
            self._note(f"console: {message.text}")

    def _note(self, problem: str) -> None:
        path = urlsplit(self.page.url).path if hasattr(self, "page") else ""
        self.problems.append(f"{path} {problem}")

    def close(self) -> list[str]:
        self.context.close()
        return self.problems
