// Has the server check the reports of the folders that are open, or of one of them.

import * as vscode from 'vscode';
import { type Range, WorkDoneProgress } from 'vscode-languageclient/node';
import { runningClient } from '../commands/report';
import type { Server } from '../server';
import type { DocumentStatus } from '../status';

/** What the server says of a report. */
export interface Checked {
  uri: string;
  status: DocumentStatus;
  /** How many of its findings can be mended with certainty. */
  fixable: number;
  /** Where the first finding is. */
  first: Range | null;
}

let checks = 0;

/** Has the server check, shows how far it is, and lets the user stop it; nothing where they did. */
export async function check(server: Server, folder?: vscode.Uri): Promise<Checked[] | undefined> {
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
      const result = await client.sendRequest<{ reports: Checked[] }>(
        'workspace/executeCommand',
        params,
        cancel,
      );
      return result.reports;
    } catch (error) {
      if (cancel.isCancellationRequested) return undefined;
      throw error;
    } finally {
      steps.dispose();
    }
  });
}
