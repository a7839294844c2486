"""From what matches to a page: the best articles and sections, facets, copies folded."""
