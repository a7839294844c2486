"""Everything in one file, and back: `whole.py` knows what belongs in it, `archive.py` the file."""

from search.backup.whole import BackupReport, restore_backup, write_backup

__all__ = ["BackupReport", "restore_backup", "write_backup"]
