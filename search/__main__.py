"""`python -m search` is `fundstelle`."""

from search.cli import main

main()
