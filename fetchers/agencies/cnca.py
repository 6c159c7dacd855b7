"""Certification and Accreditation Administration of China."""

from fetchers.declaration import Agency, Era, Expectations
from fetchers.listings import Jpaas, Trs
from fetchers.readers.layouts import JPAAS, JPAAS_META, TRS

CNCA = Agency(
    name="cnca",
    title="Certification and Accreditation Administration of China",
    home="https://www.cnca.gov.cn",
    hosts=("www.cnca.gov.cn",),
    lang="zh-Hans",
    time_zone="Asia/Shanghai",
    listings=(
        Jpaas(url="https://www.cnca.gov.cn/xwjj/jgdt/index.html"),
        # The system used before: rows of `./` links below the column.
        Trs(url="https://www.cnca.gov.cn/xxgk/hydt/index.html", rows=".liebiao li", history=True),
    ),
    articles=r"/art/\d{4}/art_[0-9a-f]{32}\.html$|/20\d{4}/t20\d{6}_\d+\.s?html?$",
    layouts=(JPAAS, TRS, JPAAS_META),
    eras=(
        Era(prefix="www.cnca.gov.cn/xxgk/", articles=r"/t20\d{6}_\d+\.s?html?$", first="2010", last="2023"),
    ),
    expects=Expectations(fill={"title": 1.0, "published": 0.9, "source": 0.5, "blocks": 1.0}, newest_days=60),
)
