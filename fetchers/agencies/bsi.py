"""British Standards Institution, the national standards body of the United Kingdom."""

from fetchers.declaration import Agency, Expectations, Layout
from fetchers.listings import Teasers

_PRESS = "https://www.bsigroup.com/en-GB/insights-and-media/media-centre/press-releases/"

_LAYOUT = Layout(
    name="bsi",
    marks=("div.rich-text", "article.press-release", "meta[property='og:site_name'][content^=BSI]"),
    title=("css:h1", "meta:og:title", "css:title"),
    title_tail=r"\s+\|\s+BSI$",
    published=("meta:article:published_time", "css:time@datetime", "css:.publish-date"),
    body=("article .rich-text", "div.rich-text", "densest"),
    join_bodies=True,
    drop=(".publish-date", ".cta", ".related-content"),
)

BSI = Agency(
    name="bsi",
    title="British Standards Institution",
    home="https://www.bsigroup.com",
    hosts=("www.bsigroup.com",),
    lang="en",
    time_zone="Europe/London",
    listings=(Teasers(url=_PRESS, following=_PRESS + "?page={n}", rows="article.card", dates="time"),),
    articles=r"/press-releases/\d{4}/(?:[a-z]+|\d{1,2})/[^/]+/?$",
    layouts=(_LAYOUT,),
    expects=Expectations(fewest=3, newest_days=60),
)
