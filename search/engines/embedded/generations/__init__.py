"""An index as a chain of immutable, checksummed generations; needs no numpy."""
