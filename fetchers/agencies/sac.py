"""Standardization Administration of China."""

from fetchers.declaration import Agency, Expectations
from fetchers.listings import Jpaas
from fetchers.readers.layouts import JPAAS, JPAAS_META, TRS

SAC = Agency(
    name="sac",
    title="Standardization Administration of China",
    home="https://www.sac.gov.cn",
    hosts=("www.sac.gov.cn",),
    lang="zh-Hans",
    time_zone="Asia/Shanghai",
    listings=(
        Jpaas(url="https://www.sac.gov.cn/xw/bzhdt/index.html"),
        Jpaas(url="https://www.sac.gov.cn/xw/bzhyw/index.html", history=True),
    ),
    articles=r"/art/\d{4}/art_[0-9a-f]{32}\.html$|/20\d{4}/t20\d{6}_\d+\.s?html?$",
    layouts=(JPAAS, TRS, JPAAS_META),
    expects=Expectations(fill={"title": 1.0, "published": 0.9, "source": 0.5, "blocks": 1.0}, newest_days=30),
)
