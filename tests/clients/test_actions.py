"""Everything that the light bulb offers on the samples does something, and makes nothing worse."""

import re

import pytest
from lsprotocol import types

import profiles
from conftest import SAMPLES

FAULTY = sorted(
    str(file.relative_to(SAMPLES)) for file in SAMPLES.glob("*/faulty.*") if file.suffix != ".out"
)


@pytest.mark.parametrize("name", FAULTY)
async def test_every_action_does_something_and_harms_nothing(name, editor, sample, tmp_path):
    client = editor.client
    await editor.start(profiles.vscode_today(), tmp_path)
    text = sample(name)
    page = editor.open(tmp_path / "年报.txt", text)
    before = errors(await page.findings())
    actions = await page.actions(page.whole())
    assert any("核实" in action.title for action in actions)
    for number, action in enumerate(actions):
        page = editor.open(tmp_path / f"{number}.txt", text)
        [own] = [one for one in await page.actions(page.whole()) if one.title == action.title][:1]
        if own.edit is None:
            own = await client.code_action_resolve_async(own)
        editor.apply(own.edit)
        if page.text == text:
            # What was put aside is written in the project's file.
            [found] = own.diagnostics
            await page.findings(until=lambda left: found.message not in [one.message for one in left])
            project = tmp_path / "gouji.toml"
            assert found.code in project.read_text("utf-8")
            editor.write(project, None)
            page.close()
            continue
        after = errors(await page.findings())
        # What breaks a sum says so.
        assert len(after) <= len(before) or "不成立" in action.title, (action.title, after)
        if within_rewrites(own.kind):
            assert figures(page.text) == figures(text), action.title
        page.close()


def errors(found) -> list[str]:
    return [one.code for one in found if one.severity == types.DiagnosticSeverity.Error]


def within_rewrites(kind: str) -> bool:
    return kind.startswith(types.CodeActionKind.RefactorRewrite.value)


def figures(text: str) -> list[str]:
    """All figures of a text, however it is laid out, but for the numbers of pages."""
    return sorted(re.findall(r"\d+", re.sub(r"(?m)^- \d+ -$", "", text)))
