"""What the tests start from."""

import os
from pathlib import Path

import pytest
import pytest_lsp
from pytest_lsp import ClientServerConfig, LanguageClient

from editor import Editor, make_client

ROOT = Path(__file__).parents[2]
GOUJI = os.environ.get("GOUJI", str(ROOT / "target/debug/gouji"))
SAMPLES = ROOT / "tests/reports"

config = ClientServerConfig(server_command=[GOUJI, "lsp"], client_factory=make_client)


@pytest_lsp.fixture(config=config)
async def client(lsp_client: LanguageClient, capsys):
    yield
    await lsp_client.shutdown_session()
    assert lsp_client.error is None
    assert lsp_client._server.returncode == 0
    assert lsp_client.protocol.odd == []
    assert capsys.readouterr().err == "", "the server has something to say of an ordinary session"


@pytest.fixture
def editor(client) -> Editor:
    return Editor(client)


@pytest.fixture
def sample():
    """The text of a sample report, by its name in tests/reports."""
    return lambda name: (SAMPLES / name).read_text("utf-8")
