"""The web site: search box, results, articles, help. The door is `create_app`."""

from web.app import create_app

__all__ = ["create_app"]
