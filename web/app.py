"""Build the site.

In: a search service.  Out: a Flask application; all state of a page is in its URL.
"""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from search import SearchService, open_service
from search.settings import default_index, setting, trusted_proxies
from web import api, compression, downloads, errors, feed, filters, links, metrics, pages, security


def create_app(service: SearchService | None = None) -> Flask:
    """Return the site on a service; without one, on the index of $FUNDSTELLE_INDEX.

    Raises: UsageError for a setting that cannot be used.
    """
    app = Flask(__name__)
    hosts = setting("FUNDSTELLE_TRUSTED_HOSTS")
    app.config.update(
        MAX_CONTENT_LENGTH=security.MAX_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=security.MAX_BODY_BYTES,
        MAX_FORM_PARTS=20,
        TRUSTED_HOSTS=[host.strip() for host in hosts.split(",") if host.strip()] or None,
    )
    if proxies := trusted_proxies():
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0)  # type: ignore[method-assign]
    app.extensions["search"] = service or open_service(default_index())
    app.url_map.merge_slashes = False  # an id may be an address with "//" in it
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(asset=_asset, path=links.path, article_link=links.article)
    for blueprint in (pages.bp, feed.bp, downloads.bp, api.bp, metrics.bp):
        app.register_blueprint(blueprint)
    compression.register(app)
    metrics.register(app)
    filters.register(app)
    security.register(app)
    errors.register(app)
    return app


def _asset(name: str) -> str:
    """Return the URL of a static file; it changes with the content, so it may be kept for long."""
    return links.path("static", filename=name, v=security.digest(name))
