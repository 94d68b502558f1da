"""The rules that a browser holds every page to, as a meta tag and as a file of headers for hosts that read one."""

from __future__ import annotations

import base64
import hashlib
import re

HEADERS_FILE = "_headers"

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def policy(inline: str) -> str:
    """A Content-Security-Policy (W3C, level 3) that lets a page load its own site's files alone, and send nothing.

    Scripts written into a page run only if they stand in ``inline``, a template's HTML.
    """
    hashes = (hashlib.sha256(script.encode()).digest() for script in _INLINE_SCRIPT.findall(inline))
    scripts = " ".join(["'self'", *(f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in hashes)])
    rules = {
        "default-src": "'none'",
        "script-src": scripts,
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "form-action": "'none'",
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def headers(page_policy: str) -> str:
    """The headers for every page, in the notation of the hosts that read ``_headers``.

    What a meta tag cannot say is said here: nobody may frame the site.
    """
    lines = {
        "Content-Security-Policy": f"{page_policy}; frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in lines.items())
