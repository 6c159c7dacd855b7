"""National Institute of Standards and Technology, United States."""

from fetchers.declaration import Agency, Era, Expectations
from fetchers.listings import Rss, Sitemap
from fetchers.readers.layouts import DRUPAL_NIST

# News, and the program pages whose addresses speak of working with others.
_ARTICLES = (
    r"/news-events/news/\d{4}/\d{2}/[^/]+$"
    r"|/iaao/[^/]+$"
    r"|^(?!/(?:image|publications|news-events)/).*/[^/]*(?:cooperation|memorandum|international)[^/]*$"
)

NIST = Agency(
    name="nist",
    title="National Institute of Standards and Technology",
    home="https://www.nist.gov",
    hosts=("www.nist.gov", "nist.gov"),
    lang="en",
    time_zone="America/New_York",
    date_order="MDY",
    listings=(
        Rss(url="https://www.nist.gov/news-events/news/rss.xml"),
        Sitemap(url="https://www.nist.gov/sitemap.xml", under=_ARTICLES),
    ),
    articles=_ARTICLES,
    layouts=(DRUPAL_NIST,),
    eras=(Era(prefix="www.nist.gov/", articles=r"\.cfm$", first="2008", last="2017"),),
    expects=Expectations(most=60, newest_days=14),
)
