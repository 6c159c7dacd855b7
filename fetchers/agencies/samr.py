"""State Administration for Market Regulation, China."""

from fetchers.declaration import Agency, Era, Expectations
from fetchers.listings import Jpaas, Trs
from fetchers.readers.layouts import JPAAS, JPAAS_META, TRS

_ROWS = "div.Three_zhnlist_02 > ul"
_LINK = "li.nav04Left02_content a[href]"
_SITE = {
    "webId": "29e9522dc89d4e088a953d8cede72f4c",
    "tplSetId": "5c30fb89ae5e48b9aefe3cdf49853830",
    "tagId": "内容区域",
}


def _column(path: str, page_id: str) -> Jpaas:
    return Jpaas(
        url=f"https://www.samr.gov.cn{path}",
        rows=_ROWS,
        link=_LINK,
        tag=_SITE["tagId"],
        known={**_SITE, "pageId": page_id},
    )


SAMR = Agency(
    name="samr",
    title="State Administration for Market Regulation",
    home="https://www.samr.gov.cn",
    hosts=("www.samr.gov.cn",),
    lang="zh-Hans",
    time_zone="Asia/Shanghai",
    listings=(
        _column("/xw/zj/index.html", "39cd9de1f309431483ef3008309f39ca"),
        _column("/xw/sj/index.html", "e1d3514242304e589aa2f3da490d63fb"),
        Trs(url="https://www.samr.gov.cn/xw/zj/lsxw/index.html", rows=_ROWS, link=_LINK, history=True),
    ),
    # Current addresses, then those of the system used until 2023.
    articles=r"/art/\d{4}/art_[0-9a-f]{32}\.html$|/20\d{4}/t20\d{6}_\d+\.s?html?$",
    layouts=(JPAAS, TRS, JPAAS_META),
    eras=(
        Era(prefix="www.aqsiq.gov.cn/zjxw/", articles=r"/t20\d{6}_\d+\.html?$", first="2005", last="2018"),
        Era(prefix="www.samr.gov.cn/xw/", articles=r"/t20\d{6}_\d+\.html?$", first="2018", last="2023"),
    ),
    expects=Expectations(
        fill={"title": 1.0, "published": 0.95, "source": 0.5, "blocks": 1.0}, newest_days=21
    ),
)
