"""From section documents to a segment: gather, number, analyse, sort, pack."""
