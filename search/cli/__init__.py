"""The command `fundstelle`: arguments, output and exit codes, decisions are made elsewhere."""

from search.cli.commands import cli, main

__all__ = ["cli", "main"]
