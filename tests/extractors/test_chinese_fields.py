from __future__ import annotations

from extractors.chinese.fields import Fields
from extractors.chinese.organizations import Bodies
from extractors.chinese.view import view_of


def codes(text: str) -> set[str]:
    view = view_of(text)
    return {coded.code for coded in Fields(view.plain, Bodies(view)).within([(0, len(view.plain))])}


def test_names_of_bodies_say_nothing() -> None:
    assert codes("奥地利标准化协会来访") == set()
    assert codes("奥地利标准化协会来访,谈标准化合作") == {"standardization"}


def test_longer_words_decide() -> None:
    assert codes("认证认可领域的合作") == {"conformity_assessment"}
    assert codes("研制标准物质") == {"metrology"}
    assert codes("便利企业竞争力提升") == set()
