"""The generations of article markup that are known, each told by what the page has, not by its address."""

from __future__ import annotations

from fetchers.declaration import Layout

_CHINESE_TITLE = (
    "meta:ArticleTitle",
    "css:h1",
    "css:.Three_xilan_01",
    "css:.xilan_title",
    "css:h2.bt",
    "css:title",
)
_CHINESE_TAIL = r"\s*[-_|—]{1,2}\s*[^-_|—]{2,24}(?:委员会|总局|网站|门户网站)$"
_CHINESE_DATE = ("meta:PubDate", "label:发布时间|发布日期|发布于", "label:日期|时间", "css:time@datetime")
_CHINESE_SOURCE = ("meta:ContentSource", "label:信息来源|文章来源|稿件来源|来源")
_CHINESE_CHROME = (
    ".share",
    ".dw",
    ".bdsharebuttonbox",
    ".fenxiang",
    ".pagination",
    ".article-tools",
    ".print",
)

JPAAS = Layout(
    name="jpaas",
    marks=("#zoom", ".Three_xilan_07", ".zt_xilan_07"),
    title=_CHINESE_TITLE,
    title_tail=_CHINESE_TAIL,
    published=_CHINESE_DATE,
    source=_CHINESE_SOURCE,
    body=("#zoom", "div.Three_xilan_07", "div.zt_xilan_07"),
    drop=_CHINESE_CHROME,
)

TRS = Layout(
    name="trs",
    marks=(".TRS_Editor", ".Three_xilan_02", ".TRS_PreAppend", ".TRS_UEDITOR"),
    title=_CHINESE_TITLE,
    title_tail=_CHINESE_TAIL,
    published=_CHINESE_DATE,
    source=_CHINESE_SOURCE,
    body=(".TRS_Editor", "div.Three_xilan_02", ".TRS_PreAppend", ".TRS_UEDITOR"),
    drop=_CHINESE_CHROME,
)

# The markup of the article is not known for every site of the family, its meta elements are.
JPAAS_META = Layout(
    name="jpaas-meta",
    marks=("meta[name=ArticleTitle]", "meta[name=PubDate]", "body:-soup-contains('发布时间', '来源：')"),
    title=_CHINESE_TITLE,
    title_tail=_CHINESE_TAIL,
    published=_CHINESE_DATE,
    source=_CHINESE_SOURCE,
    body=(".article-content", ".content_txt", ".xilan_con", ".pages_content", "densest"),
    drop=_CHINESE_CHROME,
)

DRUPAL_NIST = Layout(
    name="nist",
    marks=("div.text-with-summary", "h1.nist-page__title", ".nist-page__region--content"),
    title=("css:h1.nist-page__title", "meta:og:title", "meta:citation_title", "css:h1", "css:title"),
    title_tail=r"\s*\|\s*NIST\s*$",
    published=(
        "meta:article:published_time",
        "css:div.text-italic.font-sans-2xs",
        "css:time:not(article.nist-teaser time)@datetime",
        "meta:dcterms.created",
    ),
    body=(
        ".nist-page__region--content div.text-with-summary, .nist-page__region--content div.text-long, "
        ".nist-page__region--content details.nist-details",
        "div.text-with-summary, div.text-long, details.nist-details",
    ),
    join_bodies=True,
    drop=(
        "[data-elastic-exclude]",
        ".nist-teaser",
        ".font-sans-2xs.text-italic",
        ".usa-button",
        ".nist-social-share",
    ),
    skip_between=("nist-index-ignore-start", "nist-index-ignore-end"),
)

WORDPRESS = Layout(
    name="wordpress",
    marks=(".entry-content", ".post-content", ".elementor-widget-theme-post-content", "body.single-post"),
    title=("css:h1.entry-title", "meta:og:title", "css:article h1", "css:h1", "css:title"),
    title_tail=r"\s+[-–—|»]\s+SESEC\b.*$",
    published=(
        "meta:article:published_time",
        "css:time.entry-date@datetime",
        "css:time.published@datetime",
        "css:.entry-date",
        "css:.post-date",
        "first-line",
    ),
    source=("css:.entry-source", "label:Source"),
    body=(".entry-content", ".elementor-widget-theme-post-content", ".post-content"),
    drop=(
        ".sharedaddy", ".jp-relatedposts", ".addtoany_share_save_container", ".post-navigation",
        ".author-box", ".wp-caption-text", ".entry-meta", ".related-posts", ".social-share",
        ".wp-block-button", ".post-tags",
    ),
)  # fmt: skip
