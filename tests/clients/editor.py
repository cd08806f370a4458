"""An editor made of what others wrote: pytest-lsp speaks the protocol, pygls holds the texts.

Invariants: every message that comes is one that the protocol's own description knows, to the last member; what the
server asks of the editor is within what the editor said it can do.
"""

import asyncio
import json
import time
from pathlib import Path

import attrs
from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import JsonRpcException
from pygls.protocol import default_converter
from pygls.uris import from_fs_path, to_fs_path
from pygls.workspace import PositionCodec, TextDocument
from pytest_lsp import LanguageClient
from pytest_lsp.client import register_lsp_features
from pytest_lsp.protocol import LanguageClientProtocol

# A wait that takes longer has failed. Far more than any needs.
NEVER = 60


class StrictProtocol(LanguageClientProtocol):
    """Notes every message that the protocol's description would not have written so."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.odd = []

    def structure_message(self, data):
        message = super().structure_message(data)
        if untyped(data.get("result")):
            # The answer to a request that the protocol does not know.
            return message
        known = json.loads(json.dumps(self._converter.unstructure(message)))
        if present(known) != present(data):
            self.odd.append((data, known))
        return message


def untyped(value) -> bool:
    """Whether pygls knows no type for this."""
    return hasattr(value, "_asdict") or isinstance(value, list) and any(map(untyped, value))


def present(value):
    """A message without the members that are null."""
    if isinstance(value, dict):
        return {name: present(member) for name, member in value.items() if member is not None}
    if isinstance(value, list):
        return [present(item) for item in value]
    return value


def make_client():
    client = LanguageClient(protocol_cls=StrictProtocol, converter_factory=default_converter)
    register_lsp_features(client)
    client.commands = []
    client.edits = []
    client.refreshed = set()
    client.registered = []

    @client.feature(types.WORKSPACE_APPLY_EDIT)
    def apply_edit(params: types.ApplyWorkspaceEditParams):
        client.edits.append(params.edit)
        return types.ApplyWorkspaceEditResult(applied=True)

    @client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(params: types.RegistrationParams):
        client.registered.extend(params.registrations)

    for method in [
        types.WORKSPACE_CODE_LENS_REFRESH,
        types.WORKSPACE_INLAY_HINT_REFRESH,
        types.WORKSPACE_SEMANTIC_TOKENS_REFRESH,
    ]:
        client.feature(method)(lambda _, method=method: client.refreshed.add(method))
    return client


class Editor:
    """A client, and the documents that are open in it."""

    def __init__(self, client: LanguageClient):
        self.client = client
        self.documents: dict[str, TextDocument] = {}

    async def start(self, capabilities, root: Path | None = None, locale="zh-cn", options=None):
        """Agrees with the server what both can do; returns what it offers."""
        self.folder = root and types.WorkspaceFolder(from_fs_path(str(root)), root.name)
        answer = await self.client.initialize_session(
            types.InitializeParams(
                capabilities=capabilities,
                locale=locale,
                root_uri=root and from_fs_path(str(root)),
                workspace_folders=root and [self.folder],
                initialization_options=options,
            )
        )
        self.offered = answer.capabilities
        self.codec = PositionCodec(self.offered.position_encoding or types.PositionEncodingKind.Utf16)
        self.pulls = self.offered.diagnostic_provider is not None
        return self.offered

    def open(self, path, text: str, language="gov-report") -> "Page":
        uri = path if isinstance(path, str) else from_fs_path(str(path))
        document = TextDocument(uri, text, 1, language, position_codec=self.codec)
        self.documents[uri] = document
        item = types.TextDocumentItem(uri, language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return Page(self, document)

    def write(self, path: Path, text: str | None):
        """Writes a file or removes it, and tells the server if it has asked to be told."""
        before = path.exists()
        if text is None:
            path.unlink()
            kind = types.FileChangeType.Deleted
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
            kind = types.FileChangeType.Changed if before else types.FileChangeType.Created
        asked = [registration.method for registration in self.client.registered]
        if types.WORKSPACE_DID_CHANGE_WATCHED_FILES in asked:
            event = types.FileEvent(from_fs_path(str(path)), kind)
            self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))

    def apply(self, edit: types.WorkspaceEdit):
        """Makes the changes of an edit, which must be within what was agreed."""
        agreed = get_capability(self.client.capabilities, "workspace.workspace_edit", None)
        if edit.document_changes is not None:
            assert agreed.document_changes, "versioned edits for a client that knows none"
            for change in edit.document_changes:
                if isinstance(change, types.CreateFile):
                    assert types.ResourceOperationKind.Create in agreed.resource_operations
                    self.write(Path(to_fs_path(change.uri)), "")
                else:
                    self.edit(change.text_document.uri, change.edits, change.text_document.version)
        for uri, edits in (edit.changes or {}).items():
            self.edit(uri, edits, None)

    def edit(self, uri: str, edits, version: int | None):
        """Makes edits in a document, or in a file where none is open."""
        if document := self.documents.get(uri):
            assert version in (None, document.version), "edits of another version"
            Page(self, document).edit(edits)
            return
        path = Path(to_fs_path(uri))
        document = TextDocument(uri, path.read_text("utf-8"), position_codec=self.codec)
        for change in Page(self, document).changes(edits):
            document.apply_change(change)
        self.write(path, document.source)


@attrs.define
class Page:
    """An open document, as someone sees it."""

    editor: Editor
    document: TextDocument

    @property
    def text(self) -> str:
        return self.document.source

    @property
    def uri(self) -> str:
        return self.document.uri

    @property
    def id(self) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri)

    def position(self, offset: int) -> types.Position:
        """Where a character stands, in the unit that was agreed."""
        before = self.text[:offset]
        line = before.count("\n")
        character = self.editor.codec.client_num_units(before[before.rfind("\n") + 1 :])
        return types.Position(line, character)

    def offset(self, position: types.Position) -> int:
        return self.document.offset_at_position(position)

    def range(self, start: int, end: int) -> types.Range:
        return types.Range(self.position(start), self.position(end))

    def whole(self) -> types.Range:
        return self.range(0, len(self.text))

    def at(self, *words: str) -> int:
        """Where the last of these words begins, each sought behind the one before it."""
        offset = -1
        for word in words:
            offset = self.text.index(word, offset + 1)
        return offset

    def said(self, range: types.Range) -> str:
        """What stands in a range."""
        return self.text[self.offset(range.start) : self.offset(range.end)]

    def edit(self, edits):
        """Makes edits that are all of the text as it now stands, and tells the server."""
        changes = self.changes(edits)
        for change in changes:
            self.document.apply_change(change)
        self.document.version += 1
        version = types.VersionedTextDocumentIdentifier(self.document.version, self.uri)
        self.editor.client.text_document_did_change(types.DidChangeTextDocumentParams(version, changes))

    def changes(self, edits):
        """Edits as changes that are made one after the other."""
        edits = sorted(edits, key=lambda edit: self.offset(edit.range.start))
        for before, after in zip(edits, edits[1:]):
            assert self.offset(before.range.end) <= self.offset(after.range.start), "edits overlap"
        return [
            types.TextDocumentContentChangePartial(range=edit.range, text=edit.new_text)
            for edit in reversed(edits)
        ]

    def replace(self, start: int, end: int, text: str):
        self.edit([types.TextEdit(self.range(start, end), text)])

    def close(self):
        del self.editor.documents[self.uri]
        self.editor.client.text_document_did_close(types.DidCloseTextDocumentParams(self.id))

    async def findings(self, until=lambda _: True) -> list[types.Diagnostic]:
        """What is underlined, pulled or pushed as was agreed, as soon as it is what is waited for."""
        begin = time.monotonic()
        while True:
            if self.editor.pulls:
                found = await self.pulled()
            else:
                found = self.editor.client.diagnostics.get(self.uri)
            if found is not None and until(found):
                return list(found)
            assert time.monotonic() - begin < NEVER, f"never came; at last: {found}"
            await asyncio.sleep(0.01)

    async def pulled(self) -> list[types.Diagnostic] | None:
        """What the server answers; nothing where the text or a setting changed meanwhile, and one is to ask again."""
        try:
            report = await self.editor.client.text_document_diagnostic_async(
                types.DocumentDiagnosticParams(self.id)
            )
        except JsonRpcException as refused:
            if refused.code == types.LSPErrorCodes.ServerCancelled and refused.data["retriggerRequest"]:
                return None
            raise
        return report.items

    async def without_findings(self):
        """Waits until nothing is underlined any more."""
        await self.findings(until=lambda found: not found)

    async def only_to_fill_in(self):
        """Waits until nothing is underlined but what is still to be filled in."""
        left = {"tables/blank-cell", "text/placeholder"}
        await self.findings(until=lambda found: {one.code for one in found} <= left)

    async def actions(self, range: types.Range, only=None, diagnostics=()) -> list[types.CodeAction]:
        context = types.CodeActionContext(list(diagnostics), only)
        return await self.editor.client.text_document_code_action_async(
            types.CodeActionParams(self.id, range, context)
        )


async def until(happened):
    """What `happened` says, as soon as it says something."""
    begin = time.monotonic()
    while not (what := happened()):
        assert time.monotonic() - begin < NEVER, "it never happened"
        await asyncio.sleep(0.01)
    return what


def rules(found) -> list[str]:
    """The rules of diagnostics."""
    return [diagnostic.code for diagnostic in found]
