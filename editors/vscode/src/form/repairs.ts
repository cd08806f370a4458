// What mends a cell: the quick fixes of the text where it stands.

import * as vscode from 'vscode';
import { type CodeAction, CodeActionRequest } from 'vscode-languageclient/node';
import type { Range } from '../../webview/messages';
import type { Server } from '../server';

/** A way to mend what is wrong. */
export interface Repair {
  title: string;
  edit: vscode.WorkspaceEdit;
}

/** The ways to mend what was found there by a change of the report itself, the likeliest first. */
export async function repairsAt(server: Server, document: vscode.TextDocument, at: Range): Promise<Repair[]> {
  const client = server.client;
  if (client === undefined) return [];
  const uri = client.code2ProtocolConverter.asUri(document.uri);
  const found = await client.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range: { start: at.from, end: at.to },
    context: { diagnostics: [], only: [vscode.CodeActionKind.QuickFix.value] },
  });
  // What mends all of a kind is of no single finding; what marks one as reviewed changes another file.
  const isOwn = (action: CodeAction) =>
    (action.diagnostics ?? []).length > 0 &&
    (action.edit?.documentChanges ?? []).every(
      (change) => 'textDocument' in change && change.textDocument.uri === uri,
    ) &&
    Object.keys(action.edit?.changes ?? {}).every((changed) => changed === uri);
  const actions = (found ?? []).filter((action): action is CodeAction => 'kind' in action && isOwn(action));
  const likely = actions.filter(({ isPreferred }) => isPreferred === true);
  const others = actions.filter(({ isPreferred }) => isPreferred !== true);
  const repairs: Repair[] = [];
  for (const { title, edit } of [...likely, ...others]) {
    if (edit === undefined) continue;
    repairs.push({ title, edit: await client.protocol2CodeConverter.asWorkspaceEdit(edit) });
  }
  return repairs;
}

/** Mends what is there: at once if there is one way to, otherwise in the way that the user chooses. */
export async function repairAt(server: Server, document: vscode.TextDocument, at: Range): Promise<void> {
  const { version } = document;
  const repairs = await repairsAt(server, document, at);
  const items = repairs.map(({ title, edit }) => ({ label: title, edit }));
  const chosen = items.length > 1 ? await vscode.window.showQuickPick(items) : items[0];
  // What is offered is for the text as it was.
  if (chosen !== undefined && document.version === version) await vscode.workspace.applyEdit(chosen.edit);
}
