"""A report is written in VS Code from an empty document by what is offered alone."""

import re

import pytest

import profiles
from typist import Typist, expanded, is_shown

NAME = "云溪县丁香镇人民政府2024年政府信息公开工作年度报告.md"


@pytest.fixture
async def typist(editor, tmp_path):
    await editor.start(profiles.vscode_today(), tmp_path)
    return Typist(editor.open(tmp_path / "政务公开 [终稿]" / NAME, "", "markdown"))


async def test_a_report_to_fill_in_from_an_empty_document(typist):
    """The whole report is offered at once, with the agency and the year that the file's name says."""
    await typist.write("", "年度报告")
    assert typist.page.text.startswith("云溪县丁香镇人民政府2024年政府信息公开工作年度报告\n")
    await typist.page.only_to_fill_in()


@pytest.mark.parametrize("typed", ["nb", "ndbg", "niandubaogao", "年报"])
async def test_a_report_by_pinyin_and_characters(typist, typed):
    await typist.write(typed, "年度报告")
    await typist.page.only_to_fill_in()


async def test_a_report_part_by_part_by_pinyin_initials(typist):
    page = typist.page

    def cut(words: str, but: int = 0):
        """Takes back what was put in from these words on, to write it by hand."""
        start = page.at(words) - but
        page.replace(start, len(page.text), "")
        typist.at = start

    await typist.write("nb", "年度报告")
    cut("\n本报告由")
    for typed, label in [
        ("ztqk", "总体情况"),
        ("zdgk", "主动公开政府信息情况"),
        ("sdhcl", "收到和处理"),
        ("xzfy", "行政复议"),
        ("czd", "存在的主要问题"),
        ("qtxy", "其他需要报告"),
    ]:
        await typist.type("\n\n")
        await typist.write(typed, label)
    await page.only_to_fill_in()

    cut("| 一、本年新收")
    for typed, label in ROWS:
        await typist.write(typed, label)
        await typist.type("\n")
    await typist.type("\n")
    for typed, label in [("xzfy", "行政复议"), ("czd", "存在的主要问题"), ("qtxy", "其他需要报告")]:
        await typist.write(typed, label)
        await typist.type("\n\n")
    await page.only_to_fill_in()

    # The sentence made of the tables, once these are filled in.
    page.replace(0, len(page.text), re.sub(r"(?<=\|) {2,}(?=\|)", lambda blank: blank[0][:-2] + "0 ", page.text))
    start = page.at("（请填写收到和办理")
    page.replace(start, page.at("（请填写收到和办理", "\n"), "")
    typist.at = start
    await typist.write("bn", "本年")
    assert "本年未收到政府信息公开申请" in page.text
    await page.only_to_fill_in()


# Every row of table 三 by initials, by number, by pinyin and by characters.
ROWS = [
    ("bnxs", "一、本年新收"),
    ("snjz", "二、上年结转"),
    ("yygk", "（一）予以公开"),
    ("bufengongkai", "（二）部分公开"),
    ("sygjmm", "1.属于国家秘密"),
    ("qtfl", "2.其他法律"),
    ("wj", "3.危及"),
    ("保护", "4.保护第三方"),
    ("sysl", "5.属于三类"),
    ("6", "6.属于四类"),
    ("7", "7.属于行政执法"),
    ("8", "8.属于行政查询"),
    ("bjgbzw", "1.本机关不掌握"),
    ("myxc", "2.没有现成信息"),
    ("bzh", "3.补正后"),
    ("xfjb", "1.信访举报"),
    ("cfsq", "2.重复申请"),
    ("yqtg", "3.要求提供"),
    ("wzdly", "4.无正当理由"),
    ("yqxz", "5.要求行政机关"),
    ("sqrwz", "1.申请人无正当理由"),
    ("sqryq", "2.申请人逾期"),
    ("qt", "3.其他"),
    ("zj", "总计"),
    ("jzxnd", "四、结转下年度"),
]


def test_the_list_is_filtered_as_vs_code_does():
    for pattern, word, shown in [
        ("", "本年", True),
        ("| 上年jz", "| 上年jz", True),
        ("bnxs", "bnxs 本年新收", True),
        ("新收", "本年新收", False),
        ("新收", "本年 新收", True),
        ("xs", "bnxs", False),
        ("本收", "本年新收", True),
        ("本年新收了", "本年新收", False),
    ]:
        assert is_shown(pattern, word) == shown, (pattern, word)


def test_a_snippet_with_its_defaults():
    assert expanded(r"${1:云溪县}${2:2024}年\$ ${1} | ${3:a\}b} |$0") == r"云溪县2024年$ 云溪县 | a}b |"
