"""The command `fundstelle`: arguments, output and exit codes, decisions are made elsewhere."""

import sys

try:
    from search.cli.commands import cli, main
except KeyboardInterrupt:  # importing takes most of the time of a short command
    sys.stderr.write("fundstelle: interrupted; the index is as it was before\n")
    sys.exit(130)

__all__ = ["cli", "main"]
