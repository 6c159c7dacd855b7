"""China National Accreditation Service for Conformity Assessment."""

from fetchers.declaration import Agency
from fetchers.listings import Jpaas
from fetchers.readers.layouts import JPAAS, JPAAS_META, TRS

CNAS = Agency(
    name="cnas",
    title="China National Accreditation Service for Conformity Assessment",
    home="https://www.cnas.org.cn",
    hosts=("www.cnas.org.cn",),
    lang="zh-Hans",
    time_zone="Asia/Shanghai",
    listings=(Jpaas(url="https://www.cnas.org.cn/zxzx/rkwyhxx/index.html"),),
    articles=r"/art/\d{4}/art_[0-9a-f]{32}\.html$|/20\d\d/\d\d/\d+\.shtml$|/t20\d{6}_\d+\.s?html?$",
    layouts=(JPAAS, TRS, JPAAS_META),
)
