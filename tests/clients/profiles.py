"""What editors say they can do, as pytest-lsp has recorded it, each at every version it knows."""

import copy
from importlib import resources

from lsprotocol import types
from pytest_lsp import client_capabilities


def recorded() -> list[str]:
    files = (file.name for file in resources.files("pytest_lsp.clients").iterdir())
    return sorted(name[: -len(".json")].replace("_v", "@") for name in files if name.endswith(".json"))


def vscode_today() -> types.ClientCapabilities:
    """What VS Code has learnt since the version that is recorded, as far as it matters here."""
    able = copy.deepcopy(client_capabilities("visual-studio-code"))
    able.general.position_encodings = [types.PositionEncodingKind.Utf16]
    able.text_document.diagnostic = types.DiagnosticClientCapabilities(
        dynamic_registration=True, related_document_support=False
    )
    able.text_document.inlay_hint = types.InlayHintClientCapabilities(
        dynamic_registration=True,
        resolve_support=types.ClientInlayHintResolveOptions(
            ["tooltip", "textEdits", "label.tooltip", "label.location", "label.command"]
        ),
    )
    able.workspace.diagnostics = types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
    able.workspace.inlay_hint = types.InlayHintWorkspaceClientCapabilities(refresh_support=True)
    return able


def nothing() -> types.ClientCapabilities:
    """An editor that promises nothing."""
    return types.ClientCapabilities()


ALL = {name: (lambda name=name: client_capabilities(name)) for name in recorded()}
ALL["visual_studio_code@today"] = vscode_today
ALL["nothing"] = nothing
