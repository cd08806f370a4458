// The report as data, in a file of the user's choice. What is exported is the text as it stands in the editor.

import * as path from 'node:path';
import * as vscode from 'vscode';
import { run } from '../program';
import { language } from '../settings';
import { activeEditor } from './report';

export async function exportReport(context: vscode.ExtensionContext): Promise<void> {
  const { document } = activeEditor();
  const forms = [
    { form: 'csv', label: 'CSV', description: vscode.l10n.t('the figures as a table, for Excel') },
    { form: 'html', label: 'HTML', description: vscode.l10n.t('the report as the official form prints it') },
    { form: 'json', label: 'JSON', description: vscode.l10n.t('sections and figures, for programs') },
  ];
  const chosen = await vscode.window.showQuickPick(forms, {
    title: vscode.l10n.t('Export this report'),
    placeHolder: vscode.l10n.t('As what?'),
  });
  if (chosen === undefined) return;
  const args = ['export', '-', '--to', chosen.form, '--lang', language(), '--color', 'never'];
  const data = await run(context, args, document.getText());
  const { dir, name } = path.posix.parse(document.uri.path);
  const folder = document.isUntitled
    ? vscode.workspace.workspaceFolders?.[0]?.uri
    : document.uri.with({ path: dir });
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export this report'),
    ...(folder && {
      defaultUri: vscode.Uri.joinPath(folder.with({ scheme: 'file' }), `${name}.${chosen.form}`),
    }),
    filters: { [chosen.label]: [chosen.form] },
  });
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(data));
  const open = vscode.l10n.t('Open');
  const done = vscode.l10n.t('Exported to {0}.', path.posix.basename(target.path));
  if ((await vscode.window.showInformationMessage(done, open)) === open) {
    await vscode.commands.executeCommand('vscode.open', target);
  }
}
