"""What only a host can say of a site: headers for every answer, as hosts write them; and whom to tell of a fault."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from generators.model import Kit

HEADERS_FILE = "_headers"
APACHE_FILE = "_headers.apache"
NGINX_FILE = "_headers.nginx"
HOST_FILES = (HEADERS_FILE, APACHE_FILE, NGINX_FILE)
SECURITY_FILE = ".well-known/security.txt"

_APACHE_START = (
    "# Copy this into the site's .htaccess, if its host runs Apache with mod_headers and allows FileInfo there.",
    "<IfModule mod_headers.c>",
)
_APACHE_END = ("</IfModule>",)


def host_files(page_policy: str) -> Mapping[str, bytes]:
    """The headers, by file: the first is read by hosts such as Netlify and Cloudflare; the others are to be copied."""
    said = headers(page_policy)
    made = {HEADERS_FILE: _as_headers_file(said), APACHE_FILE: _for_apache(said), NGINX_FILE: _for_nginx(said)}
    return {path: text.encode() for path, text in made.items()}


def headers(page_policy: str) -> Mapping[str, str]:
    """The headers for every answer, by name.

    What a page's own policy cannot say is said here: nobody may frame the site, take its files into another one, or
    read a file as another kind than it is (Fetch standard, 3.6 and 3.7).
    """
    return {
        "Content-Security-Policy": f"{page_policy}; frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def _as_headers_file(said: Mapping[str, str]) -> str:
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in said.items())


def _for_apache(said: Mapping[str, str]) -> str:
    """No ``.htaccess`` of its own: where a host does not allow it these lines, each page would be an error."""
    set_each = (f'  Header always set {name} "{value}"' for name, value in said.items())
    return "\n".join((*_APACHE_START, *set_each, *_APACHE_END, ""))


def _for_nginx(said: Mapping[str, str]) -> str:
    lines = "".join(f'add_header {name} "{value}" always;\n' for name, value in said.items())
    return f"# Copy this into the site's location, and into each location in it with an add_header of its own.\n{lines}"


def security_files(kit: Kit) -> Mapping[str, bytes]:
    """Whom to tell of a fault in the site's security, and until when (RFC 9116), where the local names somebody."""
    local = kit.local
    if not local.site.security:
        return {}
    contact = local.site.security if "://" in local.site.security else f"mailto:{local.site.security}"
    lines = [
        f"Contact: {contact}",
        f"Expires: {local.site.security_until}T23:59:59Z",
        f"Preferred-Languages: {local.language}",
    ]
    if local.url and urlsplit(local.url).path in ("", "/"):
        lines.append(f"Canonical: {local.url.rstrip('/')}/{SECURITY_FILE}")
    return {SECURITY_FILE: "".join(f"{line}\n" for line in lines).encode()}
