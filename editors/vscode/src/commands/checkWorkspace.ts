// Checks every report in the folders that are open. The server shows the progress and says what came of it.

import * as vscode from 'vscode';
import type { Server } from '../server';
import { runningClient } from './report';

export async function checkWorkspace(server: Server): Promise<void> {
  await vscode.commands.executeCommand('workbench.actions.view.problems');
  await runningClient(server).sendRequest('workspace/executeCommand', {
    command: 'gouji.checkWorkspace',
    arguments: [],
  });
}
