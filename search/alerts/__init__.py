"""Saved searches (prospective search): what each finds that it did not when last reported.

`saved.py` reads the searches, `reported.py` keeps how far each was reported, `news.py` tells what
is new since, `new_hits.py` asks for it.
"""

from search.alerts.new_hits import Asking
from search.alerts.news import News, news
from search.alerts.reported import Reported, Reports
from search.alerts.saved import SavedSearch, read_searches

__all__ = ["Asking", "News", "Reported", "Reports", "SavedSearch", "news", "read_searches"]
