"""The kinds of listings that agencies have. Each yields pages of rows, lazily."""

from fetchers.listings.jpaas import Jpaas
from fetchers.listings.rss import Rss
from fetchers.listings.sitemap import Sitemap
from fetchers.listings.teasers import Teasers
from fetchers.listings.trs import Trs
from fetchers.listings.walking import Listing, ListingPage, Row, walk

__all__ = ["Jpaas", "Listing", "ListingPage", "Row", "Rss", "Sitemap", "Teasers", "Trs", "walk"]
