"""The language server with the capabilities that editors send, as pytest-lsp has recorded them."""

import asyncio
import os
import pathlib

import pytest
from lsprotocol import types
from pytest_lsp import ClientServerConfig, client_capabilities, make_test_lsp_client
import pytest_lsp

METRICS = """\
metrics:
  - {id: activation, name: Activation rate, better: higher, readings: [{date: 2026-09-07, value: 29%}]}
"""
GOALS = """\
quarter: 2026-Q3
team: growth
objectives:
  - id: start
    objective: New teams feel at home
    why: most never reach value 🙂
    key_results:
      - {id: first, key_result: Raise activation from 23% to 35%, metric: activation}
      - Launch the onboarding checklist
"""
CLIENTS = ["visual-studio-code", "neovim", "emacs"]


@pytest_lsp.fixture(
    params=CLIENTS,
    config=ClientServerConfig(server_command=[os.environ["OKR"], "lsp", "--as-of", "2026-09-15"]),
)
async def client(request, lsp_client: pytest_lsp.LanguageClient, tmp_path):
    (tmp_path / "okrs").mkdir()
    (tmp_path / "okr.yaml").write_text("")
    (tmp_path / "okrs/metrics.yaml").write_text(METRICS)
    (tmp_path / "okrs/growth.yaml").write_text(GOALS)
    folder = types.WorkspaceFolder(uri=tmp_path.as_uri(), name="goals")
    params = types.InitializeParams(
        capabilities=client_capabilities(request.param), root_uri=tmp_path.as_uri(), workspace_folders=[folder]
    )
    # What these editors answer and this client leaves to whoever uses it.
    for method in ["client/registerCapability", "workspace/inlayHint/refresh"]:
        lsp_client.feature(method)(lambda _params: None)
    await lsp_client.initialize_session(params)
    lsp_client.goals = (tmp_path / "okrs/growth.yaml").as_uri()
    document = types.TextDocumentItem(uri=lsp_client.goals, language_id="yaml", version=1, text=GOALS)
    lsp_client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=document))
    yield
    await lsp_client.shutdown_session()


def place(client, words, plus):
    """The place some characters behind the start of some words, which stand in lines without emoji."""
    offset = GOALS.index(words) + plus
    position = types.Position(line=GOALS[:offset].count("\n"), character=offset - GOALS[:offset].rfind("\n") - 1)
    return {"text_document": types.TextDocumentIdentifier(uri=client.goals), "position": position}


async def diagnostics(client):
    """The diagnostics of the goals, asked for or sent, whichever this client does."""
    if client.capabilities.text_document.diagnostic:
        document = types.TextDocumentIdentifier(uri=client.goals)
        report = await client.text_document_diagnostic_async(types.DocumentDiagnosticParams(text_document=document))
        return report.items
    for _ in range(600):
        if client.diagnostics.get(client.goals):
            return client.diagnostics[client.goals]
        await asyncio.sleep(0.1)
    raise AssertionError("no diagnostics came")


@pytest.mark.asyncio(loop_scope="function")
async def test_what_is_shown_and_offered(client):
    found = await diagnostics(client)
    output = next(diagnostic for diagnostic in found if diagnostic.code == "output-key-result")
    assert output.range.start == types.Position(line=8, character=8), output
    assert output.code_description.href == "okr:/rules/output-key-result.md"
    hover = await client.text_document_hover_async(types.HoverParams(**place(client, "Raise activation", 3)))
    assert "0.50" in hover.contents.value
    definition = await client.text_document_definition_async(types.DefinitionParams(**place(client, "metric: activation", 10)))
    assert definition[0].uri.endswith("metrics.yaml"), definition
    edit = await client.text_document_rename_async(types.RenameParams(new_name="one", **place(client, "id: first", 5)))
    changes = edit.document_changes or edit.changes
    assert len(changes) == 1
    offered = await client.text_document_completion_async(types.CompletionParams(**place(client, "metric: activation", 10)))
    assert any(item.label == "activation" for item in offered.items), offered
    document = types.TextDocumentIdentifier(uri=client.goals)
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(
            text_document=document, range=output.range, context=types.CodeActionContext(diagnostics=[output])
        )
    )
    assert any(action.title.startswith("Make it an initiative") for action in actions)
    symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(text_document=document))
    assert symbols[0].name == "New teams feel at home"
