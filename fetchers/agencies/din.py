"""German Institute for Standardization."""

from fetchers.declaration import Agency, Expectations, Layout
from fetchers.listings import Teasers

_PRESS = "https://www.din.de/en/din-and-our-partners/press/press-releases"

_LAYOUT = Layout(
    name="din",
    marks=("div.din-article", "article.press-release", "main .richtext"),
    title=("css:main h1", "meta:og:title", "css:title"),
    title_tail=r"\s+[-|]\s+DIN$",
    published=("css:main time@datetime", "css:main .date", "meta:date", "meta:article:published_time"),
    body=("main .richtext", "div.din-article", "article.press-release", "densest"),
    drop=(".date", ".contact-box", ".breadcrumb"),
)

DIN = Agency(
    name="din",
    title="German Institute for Standardization",
    home="https://www.din.de",
    hosts=("www.din.de",),
    lang="en",
    time_zone="Europe/Berlin",
    # Rows begin with their day in brackets: (2019-11-28).
    listings=(Teasers(url=_PRESS, following=_PRESS + "?pageNum={n}", rows="li.teaser", dates=".date"),),
    articles=r"^/en/din-and-our-partners/press/press-releases/[a-z0-9-]+-\d+$",
    layouts=(_LAYOUT,),
    expects=Expectations(fewest=3, newest_days=90),
)
