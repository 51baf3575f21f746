"""Makes README's pictures from the sample ledger, light and dark: run by `python3 dev.py pictures`."""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/pictures"
PAGES = {"home": "index.html", "client": "clients/velatone/index.html"}
WIDTH, HEIGHT = 1280, 860
QUALITY = 70


def picture(browser: Browser, address: str, scheme: str) -> bytes:
    """Return a page's first screen as WebP."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    session = context.new_cdp_session(page)
    taken = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    context.close()
    return base64.b64decode(taken["data"])


def main() -> int:
    """Build the sample, write every picture, and return 0."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", folder], cwd=ROOT, check=True)
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, path in PAGES.items():
            for scheme in ("light", "dark"):
                target = PICTURES / f"{name}-{scheme}.webp"
                target.write_bytes(picture(browser, f"{Path(folder).as_uri()}/{path}", scheme))
                sys.stdout.write(f"{target.relative_to(ROOT)}: {target.stat().st_size:,} bytes\n")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
