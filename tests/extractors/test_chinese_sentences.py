from __future__ import annotations

from extractors.chinese.sentences import clauses_of, lines_of, sentences_of


def test_items_of_a_digest_are_told_apart() -> None:
    text = "国际合作要闻\n一、3月2日,甲局与乙局会谈。\n双方还参观了实验室。\n二、3月5日,丙院与丁院签署协议。"
    assert [line.item for line in lines_of(text)] == [0, 1, 1, 2]
    assert lines_of(text)[0].kind == "heading"


def test_noise_of_the_page_and_links_are_left_out() -> None:
    text = "首页 > 新闻 > 正文\n来源:某某网\n3月2日,双方会谈。\n相关链接:\n· 甲局与乙局签署备忘录(2019-01-02)"
    assert [text[s.start : s.end] for s in sentences_of(text)] == ["3月2日,双方会谈。"]


def test_a_title_with_commas_is_one_clause() -> None:
    text = "双方签署《关于标准,计量合作的协议》,随后参观。"
    assert [text[a:b] for a, b in clauses_of(text, 0, len(text))] == [
        "双方签署《关于标准,计量合作的协议》,",
        "随后参观。",
    ]
