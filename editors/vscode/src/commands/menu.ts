// What a click on the status bar offers.

import * as vscode from 'vscode';
import type { Server } from '../server';

export async function menu(server: Server): Promise<void> {
  const items: (vscode.QuickPickItem & { command?: string })[] = [];
  const add = (icon: string, label: string, command: string) =>
    items.push({ label: `$(${icon}) ${label}`, command });
  if (server.phase === 'running') {
    add('warning', vscode.l10n.t('Show what was found'), 'workbench.actions.view.problems');
    add('wand', vscode.l10n.t('Mend everything that is certain'), 'gouji.client.fixAll');
    add('table', vscode.l10n.t('Insert a table'), 'gouji.client.insertTable');
    add('open-preview', vscode.l10n.t('Open the form'), 'gouji.client.preview');
    add('export', vscode.l10n.t('Export this report'), 'gouji.client.export');
    add('new-file', vscode.l10n.t('New annual report'), 'gouji.client.newReport');
    if ((vscode.workspace.workspaceFolders ?? []).length > 0) {
      add('checklist', vscode.l10n.t('Check the whole workspace'), 'gouji.client.checkWorkspace');
    }
    add('pass', vscode.l10n.t('Reviewed findings'), 'gouji.client.reviewed');
    add('word-wrap', vscode.l10n.t('Wrap long lines or not'), 'editor.action.toggleWordWrap');
    items.push({ label: '', kind: vscode.QuickPickItemKind.Separator });
  }
  add('debug-restart', vscode.l10n.t('Restart the service'), 'gouji.client.restart');
  add('output', vscode.l10n.t('Show log'), 'gouji.client.showLog');
  add('info', vscode.l10n.t('Version'), 'gouji.client.version');
  const chosen = await vscode.window.showQuickPick(items, { title: '勾稽 gouji' });
  if (chosen?.command !== undefined) await vscode.commands.executeCommand(chosen.command);
}
