// Checks every report in the folders that are open, or in one of them. The server says what came of it.

import * as vscode from 'vscode';
import { type Range, WorkDoneProgress } from 'vscode-languageclient/node';
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

let checks = 0;

/** Has the server check, shows how far it is, and lets the user stop it; nothing is found where they did. */
async function check(server: Server, folder?: vscode.Uri): Promise<Faulty[]> {
  const client = runningClient(server);
  const workDoneToken = `check ${(checks += 1)}`;
  const within = folder === undefined ? [] : [client.code2ProtocolConverter.asUri(folder)];
  const params = { command: 'gouji.checkWorkspace', arguments: within, workDoneToken };
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Checking annual reports'),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, cancel) => {
    let shown = 0;
    const steps = client.onProgress(WorkDoneProgress.type, workDoneToken, (step) => {
      if (step.kind !== 'report') return;
      const { message = '', percentage = shown } = step;
      progress.report({ message, increment: percentage - shown });
      shown = percentage;
    });
    try {
      const result = await client.sendRequest<{ faulty: Faulty[] }>(
        'workspace/executeCommand',
        params,
        cancel,
      );
      return result.faulty;
    } catch (error) {
      if (cancel.isCancellationRequested) return [];
      throw error;
    } finally {
      steps.dispose();
    }
  });
}
