"""International Bureau of Weights and Measures, of the Metre Convention (Liferay)."""

from fetchers.declaration import Agency, Expectations, Layout
from fetchers.listings import Teasers

_NEWS = "https://www.bipm.org/en/news"

_LIFERAY = Layout(
    name="liferay",
    marks=("div.journal-content-article", "div.portlet-asset-publisher"),
    title=("css:h1", "css:.journal-content-article h2", "meta:og:title", "css:title"),
    title_tail=r"\s+-\s+BIPM$",
    published=(
        "css:.journal-content-article .publish-date",
        "css:.publish-date",
        "meta:article:published_time",
    ),
    body=("div.journal-content-article", "densest"),
    drop=(".publish-date", ".social-bookmarks", ".taglib-ratings", ".asset-links"),
)

BIPM = Agency(
    name="bipm",
    title="International Bureau of Weights and Measures",
    home="https://www.bipm.org",
    hosts=("www.bipm.org",),
    lang="en",
    time_zone="Europe/Paris",
    listings=(
        Teasers(
            url=_NEWS,
            following=_NEWS + "?page={n}",
            rows="li.news-item",
            link="a[href]",
            dates=".publish-date",
        ),
    ),
    # The same in French is under /fr/.
    articles=r"^/en/-/[^/]+$|^/en/news/full-stories/\d{4}-\d{2}/[^/]+\.html$",
    layouts=(_LIFERAY,),
    expects=Expectations(fewest=3, newest_days=60),
)
