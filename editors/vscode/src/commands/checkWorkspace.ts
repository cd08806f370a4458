// Checks every report in the folders that are open, or in one of them. The server shows the progress and says what
// came of it.

import * as vscode from 'vscode';
import type { Range } from 'vscode-languageclient';
import type { Server } from '../server';
import { runningClient } from './report';

/** A report with errors or warnings: where, how many, and the place of the first. */
interface Faulty {
  uri: string;
  found: number;
  range: Range;
}

export async function checkWorkspace(server: Server): Promise<void> {
  await vscode.commands.executeCommand('workbench.actions.view.problems');
  await check(server);
}

/** Checks the reports in one folder and leads to those in which something was found. */
export async function checkFolder(server: Server, folder?: vscode.Uri): Promise<void> {
  if (folder === undefined) return checkWorkspace(server);
  const converter = runningClient(server).protocol2CodeConverter;
  const items = (await check(server, folder)).map(({ uri, found, range }) => ({
    label: `$(warning) ${vscode.workspace.asRelativePath(converter.asUri(uri), false)}`,
    description: vscode.l10n.t('{0} found', found),
    uri: converter.asUri(uri),
    range: converter.asRange(range),
  }));
  if (items.length === 0) return;
  const title = vscode.workspace.asRelativePath(folder);
  const chosen = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
  if (chosen === undefined) return;
  await vscode.window.showTextDocument(chosen.uri, { selection: chosen.range });
}

async function check(server: Server, folder?: vscode.Uri): Promise<Faulty[]> {
  const client = runningClient(server);
  const within = folder === undefined ? [] : [client.code2ProtocolConverter.asUri(folder)];
  const params = { command: 'gouji.checkWorkspace', arguments: within };
  const { faulty } = await client.sendRequest<{ faulty: Faulty[] }>('workspace/executeCommand', params);
  return faulty;
}
