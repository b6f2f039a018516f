"""What some tests need of a machine. Where it is missing they are skipped and say so; in CI they run all the same, and fail."""

import os

import pytest

from la21data.export import browser

REASON = "no browser for pictures on this machine (BROWSER_PATH or Chromium)"
NO_BROWSER = not browser.available() and not os.environ.get("CI")
needs_browser = pytest.mark.skipif(NO_BROWSER, reason=REASON)
