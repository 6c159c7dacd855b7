from __future__ import annotations

from extractors.chinese.view import view_of


def test_traditional_script_and_typesetters_spaces_are_evened_out_and_quoted_as_written() -> None:
    text = "標 準 局 局 長 王 大 文 與 外 賓 會 談 。"
    view = view_of(text)
    assert view.plain == "标准局局长王大文与外宾会谈。"
    start = view.plain.index("王大文")
    assert view.mention(start, start + 3).text == "王 大 文"


def test_a_lost_point_in_a_foreign_name_is_found_again() -> None:
    assert view_of("约翰?斯密特会见来宾").plain.startswith("约翰·斯密特")
    assert view_of("这是什么?大家都问。").plain == "这是什么?大家都问。"


def test_lines_broken_at_a_fixed_width_are_joined() -> None:
    line = (
        "市场监管总局副局长王大文在北京会见瑞典标准化协会主席安娜·林德,双方就标准化合作交换意见,"
        "并参观了展览,随后出席了座谈会。"
    )
    broken = "\n".join(line[i : i + 16] for i in range(0, len(line), 16))
    assert view_of(broken).plain == line


def test_doubled_punctuation_is_read_once() -> None:
    assert view_of("双方会谈。。随后,,签字。").plain == "双方会谈。随后,签字。"


def test_days_broken_by_a_page_are_joined() -> None:
    assert view_of("20 16年5月2 0日,双方会谈").plain == "2016年5月20日,双方会谈"
