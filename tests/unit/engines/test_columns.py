"""Numbers of documents wait in files, and come back as they were."""

import numpy as np

from search.engines.embedded.writing import columns
from search.engines.embedded.writing.columns import Column
from search.system.arrays import ArrayFile, ArrayWriter


def test_a_column_holds_what_was_appended_also_by_another_process(tmp_path, monkeypatch):
    monkeypatch.setattr(columns, "_PAGE", 3)
    folders = [tmp_path / name for name in ("mine", "theirs")]
    for folder, values in zip(folders, ([1, -2, 3], [4, 5, 6, 7]), strict=True):
        folder.mkdir()
        column = Column(folder / "zahlen", "i4")
        assert len(column) == 0
        assert column.all().tolist() == []
        column.append(np.array(values[:1]))
        column.append(np.array(values[1:]))
    mine = Column(folders[0] / "zahlen", "i4")
    mine.absorb(folders[1])
    assert len(mine) == 7
    assert [page.tolist() for page in mine.pages()] == [[1, -2, 3], [4, 5, 6], [7]]
    with ArrayWriter(tmp_path / "arrays") as out:
        mine.write("zahlen", out)
    written = ArrayFile(tmp_path / "arrays")["zahlen"]
    assert written.dtype == np.int32
    assert written.tolist() == [1, -2, 3, 4, 5, 6, 7]
    mine.absorb(folders[1], lambda page: page + 10)
    assert mine.all().tolist() == [1, -2, 3, 4, 5, 6, 7, 14, 15, 16, 17]
