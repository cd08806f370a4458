// Checks every report in the folders that are open. The server shows the progress and says what came of it.

import * as vscode from 'vscode';
import type { Server } from '../server';
import { runningClient } from './report';

export async function checkWorkspace(server: Server): Promise<void> {
  await vscode.commands.executeCommand('workbench.actions.view.problems');
  await check(server);
}

/** Checks everything and leads to the reports of one folder in which something was found. */
export async function checkFolder(server: Server, folder?: vscode.Uri): Promise<void> {
  if (folder === undefined) return checkWorkspace(server);
  await check(server);
  const inside = `${folder.toString()}/`;
  const found = vscode.languages
    .getDiagnostics()
    .map(([uri, all]) => ({ uri, found: all.filter((one) => one.source === 'gouji') }))
    .filter(({ uri, found }) => uri.toString().startsWith(inside) && found.length > 0);
  const title = vscode.workspace.asRelativePath(folder);
  if (found.length === 0) {
    void vscode.window.showInformationMessage(`${title}: ${vscode.l10n.t('Nothing found')}`);
    return;
  }
  const items = found.map(({ uri, found }) => ({
    label: `$(warning) ${vscode.workspace.asRelativePath(uri).slice(title.length + 1)}`,
    description: vscode.l10n.t('{0} found', found.length),
    uri,
    range: found[0]!.range,
  }));
  const chosen = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
  if (chosen === undefined) return;
  await vscode.window.showTextDocument(chosen.uri, { selection: chosen.range });
}

async function check(server: Server): Promise<void> {
  const params = { command: 'gouji.checkWorkspace', arguments: [] };
  await runningClient(server).sendRequest('workspace/executeCommand', params);
}
