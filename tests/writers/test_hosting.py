"""What a host is told of a site: headers, in three notations, and whom to tell of a fault in its security."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sample import complaints, read, resolved, write_kit, write_pack

from generators.writers.site.hosting import headers, host_files, security_files
from generators.writers.site.look import policy

POLICY = policy("<script>x</script>")
SECURITY = "name: A\nurl: https://local.example/\nsite: {security: web@local.example, security_until: 2027-06-30}\n"


def test_nobody_frames_the_site_takes_its_files_or_reads_them_as_another_kind() -> None:
    said = headers(POLICY)
    assert said["Content-Security-Policy"] == f"{POLICY}; frame-ancestors 'none'"
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Cross-Origin-Resource-Policy"] == said["Cross-Origin-Opener-Policy"] == "same-origin"


def test_only_the_kits_own_scripts_make_do_without_turning_text_into_html() -> None:
    assert "require-trusted-types-for 'script'; trusted-types kit" in POLICY
    assert "trusted-types" not in policy("", own_scripts=False)


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("_headers", r"  (?P<name>[\w-]+): (?P<value>.*)"),
        ("_headers.apache", r'  Header always set (?P<name>[\w-]+) "(?P<value>[^"%]*)"'),
        ("_headers.nginx", r'add_header (?P<name>[\w-]+) "(?P<value>[^"$]*)" always;'),
    ],
)
def test_each_host_is_told_the_same(file: str, line: str) -> None:
    """No value holds what a notation gives a meaning: quotation marks, and the signs of variables."""
    text = host_files(POLICY)[file].decode()
    assert {found["name"]: found["value"] for found in re.finditer(f"^{line}$", text, re.MULTILINE)} == headers(POLICY)


def made(folder: Path, settings: str) -> dict[str, str]:
    kit = write_kit(folder)
    write_pack(kit, {"local.yml": settings})
    handbook, local, problems = read(kit)
    assert complaints(problems) == []
    return {path: data.decode() for path, data in security_files(resolved(handbook, local, problems)).items()}


def test_whom_to_tell_and_until_when_is_what_the_local_says(tmp_path: Path) -> None:
    """RFC 9116: a contact is an address with its scheme; the day is the local's own, and no clock's."""
    assert made(tmp_path, SECURITY) == {
        ".well-known/security.txt": "Contact: mailto:web@local.example\nExpires: 2027-06-30T23:59:59Z\n"
        "Preferred-Languages: en\nCanonical: https://local.example/.well-known/security.txt\n"
    }


def test_a_page_can_be_named_in_place_of_an_address(tmp_path: Path) -> None:
    text = made(tmp_path, SECURITY.replace("web@local.example", "https://local.example/report"))
    assert "Contact: https://local.example/report\n" in text[".well-known/security.txt"]


def test_below_another_site_it_is_not_the_hosts_own(tmp_path: Path) -> None:
    text = made(tmp_path, SECURITY.replace("local.example/\n", "union.example/104/\n"))
    assert "Canonical" not in text[".well-known/security.txt"]


def test_without_anybody_to_tell_there_is_none(tmp_path: Path) -> None:
    assert made(tmp_path, "name: A\n") == {}


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("security: web@local.example", "'site': 'security' says whom to tell, and 'security_until' until when"),
        ("security_until: 2027-06-30", "'site': 'security' says whom to tell, and 'security_until' until when"),
        ("security: web@local.example, security_until: 2027-02-30", "a day is written like 2027-06-30"),
        ("security: web@local.example, security_until: soon", "a day is written like 2027-06-30"),
        (
            "security: http://local.example, security_until: 2027-06-30",
            "an e-mail address, or one that begins",
        ),
        ("security: ask us, security_until: 2027-06-30", "an e-mail address, or one that begins"),
    ],
)
def test_half_of_it_or_no_address_is_told(tmp_path: Path, setting: str, said: str) -> None:
    kit = write_kit(tmp_path)
    write_pack(kit, {"local.yml": f"name: A\nsite: {{{setting}}}\n"})
    _, _, problems = read(kit)
    assert len(problems.errors) == 1 and said in complaints(problems)[0]
