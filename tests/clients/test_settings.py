"""What the user sets holds at once, for what is open and what is not, without a restart."""

import pytest
from lsprotocol import types

import profiles
from editor import rules


async def in_language(page, english: bool):
    words = "says" if english else "总计填"
    await page.findings(until=lambda found: any(words in one.message for one in found))


async def test_the_language_is_that_of_the_editor(editor, sample, tmp_path):
    await editor.start(profiles.vscode_today(), tmp_path, locale="en-us")
    page = editor.open(tmp_path / "年报.md", sample("markdown/faulty.md"))
    await in_language(page, english=True)


async def test_what_is_set_is_asked_for_and_holds_at_once(editor, sample, tmp_path):
    client = editor.client
    client.set_configuration("en", section="gouji.language")
    await editor.start(profiles.vscode_today(), tmp_path)
    page = editor.open(tmp_path / "年报.md", sample("markdown/faulty.md"))
    await in_language(page, english=True)
    client.set_configuration("zh", section="gouji.language")
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
    await in_language(page, english=False)
    assert client.diagnostic_refresh_count > 0
    for odd in ["klingon", 7, None, {"zh": True}]:
        client.set_configuration(odd, section="gouji.language")
        client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        await in_language(page, english=False)


async def test_what_is_set_may_be_pushed(editor, sample, tmp_path):
    """As editors do that cannot be asked."""
    await editor.start(profiles.nothing(), tmp_path)
    page = editor.open(tmp_path / "年报.md", sample("markdown/faulty.md"))
    await in_language(page, english=False)
    params = types.DidChangeConfigurationParams({"gouji": {"language": "en"}})
    editor.client.workspace_did_change_configuration(params)
    await in_language(page, english=True)


@pytest.mark.parametrize("name", ["visual_studio_code@today", "emacs@29.1", "nothing"])
async def test_what_the_project_decides_holds_at_once(name, editor, sample, tmp_path):
    """As it is on disk, and as it stands in the editor while it is not saved."""
    project = tmp_path / "gouji.toml"
    project.write_text('[rules]\n"totals/slip" = "off"\n', "utf-8")
    await editor.start(profiles.ALL[name](), tmp_path)
    page = editor.open(tmp_path / "政务公开 [终稿]/年报.md", sample("markdown/faulty.md"))
    await page.findings(until=lambda found: found and "totals/slip" not in rules(found))
    settings = editor.open(project, project.read_text("utf-8"), "toml")
    settings.replace(settings.at("off"), settings.at("off", '"'), "error")
    await page.findings(until=lambda found: "totals/slip" in rules(found))
    # A mistake is shown where it is, and changes nothing.
    settings.replace(settings.at("error"), settings.at("error", '"'), "eror")
    [mistake] = await settings.findings(until=len)
    assert "eror" in settings.said(mistake.range) and "error" in mistake.message
    await page.findings(until=lambda found: "totals/slip" in rules(found))
    settings.close()
    await page.findings(until=lambda found: found and "totals/slip" not in rules(found))


async def test_documents_that_are_no_reports_are_left_alone(editor, sample, tmp_path):
    await editor.start(profiles.vscode_today(), tmp_path)
    text = sample("markdown/faulty.md")
    for language in ["markdown", "plaintext", "text", "txt"]:
        page = editor.open(tmp_path / f"年报.{language}", text, language)
        assert "totals/slip" in rules(await page.findings())
        page.close()
        notes = editor.open(tmp_path / f"记事.{language}", "今天收到 2 件申请。\n", language)
        assert await notes.findings() == []
        assert not await notes.actions(notes.whole())
        notes.close()
    code = editor.open(tmp_path / "年报.py", text, "python")
    assert await code.findings() == []


async def test_a_document_with_the_line_breaks_of_windows(editor, sample, tmp_path):
    """Edits keep the breaks, and places are the same."""
    await editor.start(profiles.vscode_today(), tmp_path)
    text = sample("markdown/faulty.md").replace("\n", "\r\n")
    page = editor.open(tmp_path / "年报.md", text)
    [slip] = [one for one in await page.findings() if one.code == "totals/slip"]
    assert page.said(slip.range) == "2"
    fixes = await page.actions(slip.range, [types.CodeActionKind.QuickFix], [slip])
    editor.apply(next(fix.edit for fix in fixes if fix.is_preferred))
    ask = editor.client.text_document_formatting_async
    params = types.DocumentFormattingParams(page.id, types.FormattingOptions(4, True))
    page.edit(await ask(params))
    tidy = page.text
    page.replace(page.at("| 四、结转", "1 |"), page.at("| 四、结转", "1 |"), "  ")
    page.edit(await ask(params))
    assert page.text == tidy
    lines, before = tidy.split("\r\n"), text.split("\r\n")
    assert [line.replace(" ", "").replace("-", "") for line in lines] == [
        line.replace(" ", "").replace("-", "").replace("|四、结转下年度继续办理|2|", "|四、结转下年度继续办理|1|")
        for line in before
    ]
    assert "totals/slip" not in rules(await page.findings())
