"""Take a picture of every page, as somebody whose work it is, at 1,280 and at 320 pixels; needs Chromium.

    .venv/bin/python scripts/screenshots.py FOLDER

The operation behind them is a small invented one, made for it and thrown away.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from database.clusters import reachable_folder
from web.browser import page_of
from web.served import Served, served


def pages(server: Served) -> list[tuple[str, str, str]]:
    """Return a name, who looks, and the address of each."""
    subject, tip = f"/subjects/{server.subjects[0]}", f"/referrals/{server.referral}"
    return [
        ("P1-role", "AN-1", "/role"),
        ("P2-home", "AN-1", "/home"),
        ("P2-home-of-a-commander", "CO-1", "/home"),
        ("P4-tips", "IO-1", "/referrals"),
        ("P4-tips-of-an-auditor", "AU-1", "/referrals"),
        ("P6-tip", "IO-1", tip),
        ("P8-subjects", "AN-1", "/subjects"),
        ("P8-subjects-none", "AN-1", "/subjects?state=closed"),
        ("P9-subject", "AN-1", subject),
        ("P11-risk", "AN-1", f"{subject}/risk"),
        ("P36-help", "AN-1", "/help"),
        ("P36-accessibility", "AN-1", "/accessibility"),
        ("403", "IO-1", "/subjects"),
        ("404", "AN-1", "/subjects/S-999"),
        ("me-codes", "AN-1", "/me/codes"),
        ("sign-out", "AN-1", "/sign-out"),
    ]


def main() -> int:
    """Serve, look, save."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    folder = options.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=reachable_folder()) as place, served(Path(place)) as server:
        for width in (1280, 320):
            with page_of(server, None, width=width) as page:
                page.goto("/sign-in")
                page.screenshot(path=folder / f"P1-sign-in-{width}.png", full_page=True)
            for name, who, address in pages(server):
                with page_of(server, who, width=width) as page:
                    page.goto(address)
                    if page.locator("#purpose").count():
                        page.screenshot(path=folder / f"{name}-purpose-{width}.png", full_page=True)
                        page.get_by_label("Purpose").fill("to take a picture of the page")
                        page.get_by_role("button", name="Open it").click()
                    page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
                print(f"{name} {width}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
