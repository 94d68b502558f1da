"""The command ``cache``: what is remembered between builds, how much room it takes, and to forget it."""

from __future__ import annotations

import shutil

import click

from generators.caching.folder import cache_folder, store_folder
from generators.caching.store import Store
from generators.commands.failures import told


@click.command("cache")
@click.option("--clear", is_flag=True, help="Delete it all; the next build makes it anew.")
def cache_command(*, clear: bool) -> int:
    """Says what is remembered between builds, and where.

    Clearing it loses nothing: what is missing is made again. Old entries are removed automatically.
    """
    store = Store(store_folder())
    if store.folder is None:
        click.echo("nothing is remembered: this user has no home folder to keep it in")
        return 0
    if clear and cache_folder().is_dir():
        try:
            shutil.rmtree(cache_folder())
        except OSError as error:
            raise click.ClickException(told(error)) from error
    contents = store.contents()
    for step, held in contents.items():
        click.echo(f"{step:12} {held.entries:7,} {held.size / 1_000_000:9,.1f} MB")
    total = sum(held.size for held in contents.values())
    click.echo(f"{total / 1_000_000:,.1f} MB of at most {store.room / 1_000_000:,.0f} MB, in {store.folder}")
    return 0
