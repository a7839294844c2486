"""Other search engines, and ours, each in a process of its own that speaks lines.

`base` what each of them does; `tool` how each is started, and why one is left out; `__main__` the
process. One module an engine: `fts5`, `tantivy_py`, `xapian_py`, `bm25s_py`, `whoosh_stock`,
`lucene` with `Lucene.java`, `fundstelle`.
"""
