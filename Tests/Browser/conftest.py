"""A browser for each test, which notices all that a visitor would never see: errors, refusals, requests elsewhere."""

import os
import pathlib

import pytest
from playwright.sync_api import sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")

WATCH = """
window.watched = { longest: 0, violations: [] };
addEventListener("securitypolicyviolation", (event) => watched.violations.push(event.violatedDirective + " " + event.blockedURI));
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) watched.longest = Math.max(watched.longest, entry.duration);
}).observe({ type: "longtask", buffered: true });
"""


def pytest_addoption(parser):
    parser.addoption("--base", required=True, help="where the server listens")
    parser.addoption("--screenshots", help="a folder to write pictures into")


@pytest.fixture(scope="session")
def base(request):
    return request.config.getoption("--base")


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visit:
    """One visitor: a page, and what went wrong on it."""

    def __init__(self, browser, base, *, lang="en", theme="light", width=1280, height=900, touch=False, motion="no-preference", colors="none"):
        self.base, self.lang = base, lang
        self.faults = []
        # Refusals that a test provokes: the browser reports the status of each.
        self.expected_statuses = set()
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, locale=lang, has_touch=touch,
            reduced_motion=motion, forced_colors=colors, permissions=["clipboard-read", "clipboard-write"])
        self.page = self.context.new_page()
        self.page.add_init_script(WATCH)
        self.page.on("console", self.heard)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("request", self.sent)

    def heard(self, message):
        if message.type in ("error", "warning"):
            if any(f"status of {status}" in message.text for status in self.expected_statuses):
                return
            self.faults.append(f"console: {message.text}")

    def sent(self, request):
        if not request.url.startswith((self.base + "/", "data:")):
            self.faults.append(f"request elsewhere: {request.url}")

    def open(self, view="/", query=None):
        query = f"?lang={self.lang}" if query is None else query
        self.page.goto(f"{self.base}/{query}#{view}")
        self.settle()
        return self.page

    def settle(self):
        self.page.wait_for_selector("main h1")
        self.page.wait_for_selector("main:not([aria-busy])")
        self.page.wait_for_load_state("networkidle")

    def curl(self):
        """The command lines of the view."""
        return self.page.locator(".requests code").all_inner_texts()

    def close(self):
        self.faults += self.page.evaluate("watched.violations")
        self.context.close()
        assert self.faults == []


@pytest.fixture
def visit(browser, base):
    visits = []

    def begin(**how):
        visits.append(Visit(browser, base, **how))
        return visits[-1]

    yield begin
    for one in visits:
        one.close()


@pytest.fixture
def picture(request):
    folder = request.config.getoption("--screenshots")

    def take(page, name, **how):
        if folder:
            pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(pathlib.Path(folder) / f"{name}.png"), **how)

    return take
