"""With every editor that pytest-lsp knows: what is offered is done, and nothing is said that the editor cannot take."""

from urllib.parse import quote, unquote

import attrs
import pytest
from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import JsonRpcException

import profiles
from editor import Editor, Page, rules, until

# A report that is in the folder and not open.
CLOSED = "归档（2024年）.md"
# Where the pages of rules and of what is cited stand.
PAGES = "https://example.org/pages"
ROW = ("| 四、结转下年度继续办理", "2 |")


async def ask_hover(editor: Editor, page: Page, _):
    hover = await editor.client.text_document_hover_async(
        types.HoverParams(page.id, page.position(page.at(*ROW)))
    )
    assert "四、结转下年度继续办理" in hover.contents.value
    formats = able(editor, "text_document.hover.content_format")
    assert hover.contents.kind in (formats or [types.MarkupKind.PlainText])
    assert page.said(hover.range) == "2"


async def ask_definition(editor: Editor, page: Page, _):
    total = page.at("| （七）总计", "9 |")
    answer = await editor.client.text_document_definition_async(
        types.DefinitionParams(page.id, page.position(total))
    )
    linked = able(editor, "text_document.definition.link_support")
    kind = types.LocationLink if linked else types.Location
    assert len(answer) > 3 and all(isinstance(place, kind) for place in answer)


async def ask_references(editor: Editor, page: Page, _):
    places = await editor.client.text_document_references_async(
        types.ReferenceParams(types.ReferenceContext(False), page.id, page.position(page.at(*ROW)))
    )
    assert places and all(place.uri == page.uri for place in places)


async def ask_highlight(editor: Editor, page: Page, _):
    marked = await editor.client.text_document_document_highlight_async(
        types.DocumentHighlightParams(page.id, page.position(page.at(*ROW)))
    )
    assert len(marked) > 1


async def ask_symbols(editor: Editor, page: Page, _):
    symbols = await editor.client.text_document_document_symbol_async(types.DocumentSymbolParams(page.id))
    tree = able(editor, "text_document.document_symbol.hierarchical_document_symbol_support")
    names = [symbol.name for symbol in symbols]
    if tree:
        assert all(isinstance(symbol, types.DocumentSymbol) for symbol in symbols)
    else:
        assert all(isinstance(symbol, types.SymbolInformation) for symbol in symbols)
    assert "三、收到和处理政府信息公开申请情况" in names


async def ask_formatting(editor: Editor, page: Page, _):
    ask = editor.client.text_document_formatting_async
    params = types.DocumentFormattingParams(page.id, types.FormattingOptions(4, True))
    page.edit(await ask(params) or [])
    assert not await ask(params)
    at = page.at(*ROW)
    page.replace(at, at, " " * 3)
    edits = await ask(params)
    assert [(page.said(edit.range), edit.new_text) for edit in edits] == [("   ", "")]
    page.edit(edits)
    assert not await ask(params)


async def ask_range_formatting(editor: Editor, page: Page, _):
    at = page.at(*ROW)
    page.replace(at, at, " " * 3)
    edits = await editor.client.text_document_range_formatting_async(
        types.DocumentRangeFormattingParams(page.id, page.range(at, at + 1), types.FormattingOptions(4, True))
    )
    assert len(edits) == 1
    page.edit(edits)


async def ask_folding(editor: Editor, page: Page, _):
    folds = await editor.client.text_document_folding_range_async(types.FoldingRangeParams(page.id))
    assert len(folds) > 6
    if able(editor, "text_document.folding_range.line_folding_only"):
        assert all(fold.start_line < fold.end_line for fold in folds)


async def ask_selection(editor: Editor, page: Page, _):
    at = page.at(*ROW)
    [selection] = await editor.client.text_document_selection_range_async(
        types.SelectionRangeParams(page.id, [page.position(at)])
    )
    grown = []
    while selection:
        grown.append(page.said(selection.range))
        selection = selection.parent
    assert all(small in large and small != large for small, large in zip(grown, grown[1:]))
    assert grown[0] == "2" and grown[-1].strip() == page.text.strip()


async def ask_actions(editor: Editor, page: Page, offered):
    """The fix mends what it says and the others stay; where there is more to an action, it is resolved."""
    kinds = offered.code_action_kinds
    assert types.CodeActionKind.QuickFix in kinds
    before = await page.findings(until=len)
    [slip] = [found for found in before if found.code == "totals/slip"]
    actions = await page.actions(slip.range, [types.CodeActionKind.QuickFix], [slip])
    [preferred] = [action for action in actions if action.is_preferred]
    assert rules(preferred.diagnostics) == ["totals/slip"]
    if preferred.edit is None:
        resolved = able(editor, "text_document.code_action.resolve_support.properties")
        assert offered.resolve_provider and "edit" in resolved
        preferred = await editor.client.code_action_resolve_async(preferred)
    editor.apply(preferred.edit)
    left = set(rules(before)) - {"totals/slip"}
    await page.findings(until=lambda found: set(rules(found)) == left)
    for action in await page.actions(page.whole()):
        assert any(within(action.kind, kind) for kind in kinds), f"{action.kind} is not among {kinds}"


async def ask_completion(editor: Editor, page: Page, offered):
    """A row that is missing is offered, and told of when it is asked for; as a snippet where those are known."""
    assert offered.resolve_provider and "|" in offered.trigger_characters
    start = page.at("| 四、结转")
    page.replace(start, page.at("| 四、结转", "\n"), "| jz")
    answer = await editor.client.text_document_completion_async(
        types.CompletionParams(page.id, page.position(start + len("| jz")))
    )
    item = answer.items[0]
    assert item.label == "四、结转下年度继续办理"
    assert page.said(item.text_edit.range) == "| jz"
    snippets = able(editor, "text_document.completion.completion_item.snippet_support")
    snippet = item.insert_text_format == types.InsertTextFormat.Snippet
    assert snippet == bool(snippets)
    assert ("$" in item.text_edit.new_text) == snippet
    modes = able(editor, "text_document.completion.completion_item.insert_text_mode_support")
    assert not item.insert_text_mode or item.insert_text_mode in modes.value_set
    told = (await editor.client.completion_item_resolve_async(item)).documentation
    formats = able(editor, "text_document.completion.completion_item.documentation_format")
    assert formats is None and isinstance(told, str) or told.kind in formats
    assert "结转下年度" in (told if formats is None else told.value)


async def ask_hints(editor: Editor, page: Page, _):
    hints = await editor.client.text_document_inlay_hint_async(types.InlayHintParams(page.id, page.whole()))
    line = page.position(page.at(*ROW)).line
    assert any("应为 2" in hint.label for hint in hints if hint.position.line == line)


async def ask_lenses(editor: Editor, page: Page, offered):
    """What is clicked is something that the server does."""
    assert not offered.resolve_provider
    lenses = await editor.client.text_document_code_lens_async(types.CodeLensParams(page.id))
    assert lenses
    for lens in lenses:
        assert lens.command.command in editor.offered.execute_command_provider.commands
        params = types.ExecuteCommandParams(lens.command.command, lens.command.arguments)
        await editor.client.workspace_execute_command_async(params)
    assert any("不成立" in lens.command.title for lens in lenses)
    await until(lambda: len(editor.client.shown_documents) == len(lenses))


async def ask_links(editor: Editor, page: Page, _):
    links = await editor.client.text_document_document_link_async(types.DocumentLinkParams(page.id))
    assert any(page.said(link.range) == "国办公开办函〔2021〕30号" for link in links)
    assert all(link.target.startswith(PAGES) for link in links)


async def ask_tokens(editor: Editor, page: Page, offered):
    """The parts are those of the whole; after an edit the difference makes the old tokens the new ones."""
    client, legend = editor.client, offered.legend
    whole = await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(page.id))
    drawn = coloured(page, whole.data, legend)
    assert ("2", "number", {"broken"}) in drawn
    assert offered.range and offered.full.delta
    part = await client.text_document_semantic_tokens_range_async(
        types.SemanticTokensRangeParams(page.id, page.range(page.at("| 四、结转"), page.at(*ROW) + 1))
    )
    few = coloured(page, part.data, legend)
    assert few and all(token in drawn for token in few) and len(few) < len(drawn)
    at = page.at(*ROW)
    page.replace(at, at + 1, "1")
    delta = await client.text_document_semantic_tokens_full_delta_async(
        types.SemanticTokensDeltaParams(page.id, whole.result_id)
    )
    data = list(whole.data)
    for edit in sorted(delta.edits, key=lambda edit: edit.start, reverse=True):
        data[edit.start : edit.start + edit.delete_count] = edit.data or []
    anew = await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(page.id))
    assert data == list(anew.data)


def coloured(page: Page, data, legend):
    """The words of tokens with what they are, in order."""
    tokens, line, character = [], 0, 0
    for at in range(0, len(data), 5):
        down, right, length, kind, modifiers = data[at : at + 5]
        line, character = line + down, right if down else character + right
        span = types.Range(types.Position(line, character), types.Position(line, character + length))
        names = {name for bit, name in enumerate(legend.token_modifiers) if modifiers >> bit & 1}
        tokens.append((page.said(span), legend.token_types[kind], names))
    return tokens


async def ask_on_type(editor: Editor, page: Page, offered):
    """A row that is ended is aligned."""
    assert offered.first_trigger_character == "|"
    before = page.text
    at = page.at(*ROW)
    page.replace(at, at, "   ")
    end = page.at("| 四、结转", "\n")
    edits = await editor.client.text_document_on_type_formatting_async(
        types.DocumentOnTypeFormattingParams(
            page.id, page.position(end), "|", types.FormattingOptions(4, True)
        )
    )
    page.edit(edits)
    assert page.text == before


async def ask_diagnostics(editor: Editor, page: Page, offered):
    """Asked once more for what it knows, the server says that it is the same; of folders it knows all files."""
    ask = editor.client.text_document_diagnostic_async
    first = await ask(types.DocumentDiagnosticParams(page.id))
    assert "totals/slip" in rules(first.items)
    again = await ask(types.DocumentDiagnosticParams(page.id, previous_result_id=first.result_id))
    assert isinstance(again, types.RelatedUnchangedDocumentDiagnosticReport)
    assert again.result_id == first.result_id
    assert offered.workspace_diagnostics
    answer = await editor.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams([]))
    found = {unquote(report.uri).rsplit("/")[-1]: rules(report.items) for report in answer.items}
    assert found == {CLOSED: rules(first.items), unquote(page.uri).rsplit("/")[-1]: rules(first.items)}


async def ask_workspace_symbols(editor: Editor, page: Page, _):
    for query in ["丁香", "2024", "丁香 2024"]:
        symbols = await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams(query))
        uris = {symbol.location.uri for symbol in symbols}
        assert page.uri in uris and len(uris) == 2
    assert not await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams("没有这个地方"))


async def ask_commands(editor: Editor, page: Page, offered):
    assert offered.commands and not set(offered.commands) - COMMANDS.keys()
    for command in offered.commands:
        await COMMANDS[command](editor, page, command)


async def check_workspace(editor: Editor, _, command):
    result = await editor.client.workspace_execute_command_async(types.ExecuteCommandParams(command))
    assert [row["status"]["errors"] > 0 for row in result["reports"]] == [True, True]
    shown = editor.client.progress_reports
    if able(editor, "window.work_done_progress"):
        [steps] = shown.values()
        assert steps[0].kind == "begin" and steps[-1].kind == "end"
    else:
        assert not shown


async def show(editor: Editor, page: Page, command):
    """Goes to a place, which only some editors can do."""
    assert able(editor, "window.show_document.support")
    place = page.range(page.at(*ROW), page.at(*ROW) + 1)
    place = {"start": attrs.asdict(place.start), "end": attrs.asdict(place.end)}
    params = types.ExecuteCommandParams(command, [page.uri, place])
    editor.client.shown_documents.clear()
    await editor.client.workspace_execute_command_async(params)
    shown = await until(lambda: editor.client.shown_documents)
    assert page.said(shown[-1].selection) == "2"


async def insert_table(editor: Editor, page: Page, command):
    assert able(editor, "workspace.apply_edit")
    start = page.at("| 类别")
    page.replace(start, page.at("| 类别", "五、存在") - 1, "")
    place = page.position(start)
    before = editor.client.edits.copy()
    asked = {"uri": page.uri, "position": attrs.asdict(place), "table": "disputes"}
    await editor.client.workspace_execute_command_async(types.ExecuteCommandParams(command, [asked]))
    editor.apply((await until(lambda: editor.client.edits[len(before) :]))[0])
    await page.findings(until=lambda found: "tables/missing" not in rules(found))
    assert page.text.count("| 行政复议 ") == 1


async def new_report(editor: Editor, page: Page, command):
    """A whole report in an empty document; in one that is not empty it is refused."""
    asked = {"uri": page.uri, "agency": "云溪县丁香镇人民政府", "year": 2024}
    run = editor.client.workspace_execute_command_async
    with pytest.raises(JsonRpcException):
        await run(types.ExecuteCommandParams(command, [asked]))
    empty = editor.open("untitled:Untitled-1", "")
    before = editor.client.edits.copy()
    await run(types.ExecuteCommandParams(command, [asked | {"uri": empty.uri}]))
    editor.apply((await until(lambda: editor.client.edits[len(before) :]))[0])
    assert empty.text.startswith("云溪县丁香镇人民政府2024年政府信息公开工作年度报告\n")
    await empty.only_to_fill_in()
    empty.close()


async def ask_folders(editor: Editor, page: Page, offered):
    """Folders come and go."""
    assert offered.workspace_folders.supported and offered.workspace_folders.change_notifications
    for added, removed in [([], [editor.folder]), ([editor.folder], [])]:
        event = types.WorkspaceFoldersChangeEvent(added=added, removed=removed)
        editor.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
        symbols = await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams(""))
        assert (closed_in(editor) in {symbol.location.uri for symbol in symbols}) == bool(added)


def closed_in(editor: Editor) -> str:
    return f"{editor.folder.uri}/{quote(CLOSED)}"


async def ask_own(editor: Editor, page: Page, offered):
    """What the protocol does not know, each `gouji/…`."""
    for name in offered["gouji"]:
        params = {"textDocument": {"uri": page.uri}}
        answer = await editor.client.protocol.send_request_async(f"gouji/{name}", params)
        OWN[name](answer, page)


def is_preview(answer, page: Page):
    assert answer.version == page.document.version
    [report] = answer.reports
    assert report.line == 0 and "四、结转下年度继续办理" in report.body


def is_status(answer, _):
    [report] = answer
    assert (report.agency, report.year) == ("云溪县丁香镇人民政府", 2024)


OWN = {"preview": is_preview, "status": is_status}


def within(kind: str, family: str) -> bool:
    return kind == family or kind.startswith(f"{family}.")


# How each command that can be offered is run.
COMMANDS = {
    "gouji.checkWorkspace": check_workspace,
    "gouji.insertTable": insert_table,
    "gouji.newReport": new_report,
    "gouji.show": show,
}
# How each thing that can be offered is asked for. What is not here would be offered and never tried.
ASKED = {
    "hover_provider": ask_hover,
    "definition_provider": ask_definition,
    "references_provider": ask_references,
    "document_highlight_provider": ask_highlight,
    "document_symbol_provider": ask_symbols,
    "document_formatting_provider": ask_formatting,
    "document_range_formatting_provider": ask_range_formatting,
    "folding_range_provider": ask_folding,
    "selection_range_provider": ask_selection,
    "code_action_provider": ask_actions,
    "completion_provider": ask_completion,
    "inlay_hint_provider": ask_hints,
    "code_lens_provider": ask_lenses,
    "document_link_provider": ask_links,
    "semantic_tokens_provider": ask_tokens,
    "document_on_type_formatting_provider": ask_on_type,
    "diagnostic_provider": ask_diagnostics,
    "workspace_symbol_provider": ask_workspace_symbols,
    "execute_command_provider": ask_commands,
    "workspace": ask_folders,
    "experimental": ask_own,
}
# What is no request of its own: the tests below it try it all the time.
AGREED = {"position_encoding", "text_document_sync"}


@pytest.mark.parametrize("name", profiles.ALL)
async def test_what_is_offered_is_done(name, editor, sample, tmp_path):
    (tmp_path / CLOSED).write_text(sample("markdown/faulty.md"), "utf-8")
    offered = await editor.start(profiles.ALL[name](), tmp_path, options={"ruleBase": PAGES})
    things = {field.name: getattr(offered, field.name) for field in offered.__attrs_attrs__}
    things = {thing: options for thing, options in things.items() if options is not None}
    assert not things.keys() - ASKED.keys() - AGREED
    for thing in sorted(things.keys() - AGREED):
        path = tmp_path / f"政务公开 [终稿]/{thing}（年 报）.md"
        editor.write(path, sample("markdown/faulty.md"))
        page = editor.open(path, sample("markdown/faulty.md"), "markdown")
        await ASKED[thing](editor, page, things[thing])
        page.close()
        editor.write(path, None)
    expect_only_what_was_agreed(editor)


def able(editor: Editor, path: str):
    """What the editor said of a thing."""
    return get_capability(editor.client.capabilities, path, None)


def expect_only_what_was_agreed(editor: Editor):
    """What the server asked of the editor unasked is what the editor said it can do."""
    client = editor.client
    if editor.pulls:
        assert able(editor, "text_document.diagnostic")
        assert client.diagnostics == {}, "told although the editor asks"
    assert not client.diagnostic_refresh_count or able(editor, "workspace.diagnostics.refresh_support")
    for method in client.refreshed:
        assert able(editor, f"workspace.{REFRESHED[method]}.refresh_support"), method
    for registration in client.registered:
        assert able(editor, f"{REGISTERED[registration.method]}.dynamic_registration"), registration.method


REFRESHED = {
    types.WORKSPACE_CODE_LENS_REFRESH: "code_lens",
    types.WORKSPACE_INLAY_HINT_REFRESH: "inlay_hint",
    types.WORKSPACE_SEMANTIC_TOKENS_REFRESH: "semantic_tokens",
}
REGISTERED = {
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: "workspace.did_change_configuration",
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: "workspace.did_change_watched_files",
}


@pytest.mark.parametrize("name", profiles.ALL)
async def test_positions_are_counted_as_agreed(name, editor, sample, tmp_path):
    """The unit is one that the editor knows, and is that of every place."""
    able = profiles.ALL[name]()
    known = able.general and able.general.position_encodings or [types.PositionEncodingKind.Utf16]
    offered = await editor.start(able, tmp_path)
    assert offered.position_encoding in known
    # The figure stands behind a character that has another length in each unit.
    text = sample("markdown/faulty.md").replace("四、结转下年度继续办理 ", "四、结转下年度继续办理𠮷")
    page = editor.open(tmp_path / "年报.md", text)
    found = await page.findings(until=lambda found: "totals/slip" in rules(found))
    [slip] = [one for one in found if one.code == "totals/slip"]
    assert page.said(slip.range) == "2"
