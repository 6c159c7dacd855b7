"""Seconded European Standardization Expert in China: reports, often digests of other agencies' news."""

from fetchers.declaration import Agency, Expectations
from fetchers.listings import Teasers
from fetchers.readers.layouts import WORDPRESS

_NEWS = "https://sesec.eu/category/news_and_events/news/"

SESEC = Agency(
    name="sesec",
    title="Seconded European Standardization Expert in China",
    home="https://sesec.eu",
    hosts=("sesec.eu", "www.sesec.eu"),
    lang="en",
    time_zone="Europe/Brussels",
    listings=(Teasers(url=_NEWS, following=_NEWS + "page/{n}/"),),
    articles=r"^/(?:\d{4}/)(?:news-events/news/|\d{2}/\d{2}/)[\w%-]+/?$|^/[a-z0-9%-]+/?$",
    layouts=(WORDPRESS,),
    expects=Expectations(fewest=3, dated=False, fill={"title": 1.0, "published": 0.7, "blocks": 1.0}),
)
