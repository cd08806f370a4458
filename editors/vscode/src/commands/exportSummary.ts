// The reports of a folder in one table, with what does not agree between them, as a file to send on.

import * as path from 'node:path';
import * as vscode from 'vscode';
import { Failure, run } from '../program';
import { language } from '../settings';

/** As what a summary can be written, by how the file ends. */
const KINDS = ['xlsx', 'html', 'csv'];

/** Writes the summary of a folder; of all that are open where none is given. */
export async function exportSummary(context: vscode.ExtensionContext, folder?: vscode.Uri): Promise<void> {
  const open = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const folders = folder === undefined ? open : [folder];
  const [first] = folders;
  if (first === undefined) throw new Failure(vscode.l10n.t('Open a folder first.'));
  if (folders.some(({ scheme }) => scheme !== 'file'))
    throw new Failure(vscode.l10n.t('Choose a folder of this computer.'));
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export a summary of all reports'),
    defaultUri: vscode.Uri.joinPath(first, `${vscode.l10n.t('Summary of reports')}.xlsx`),
    filters: { Excel: ['xlsx'], [vscode.l10n.t('Web page')]: ['html'], CSV: ['csv'] },
  });
  if (target === undefined) return;
  const kind = path.extname(target.fsPath).slice(1).toLowerCase();
  if (target.scheme !== 'file' || !KINDS.includes(kind))
    throw new Failure(vscode.l10n.t('The name of the file ends in .xlsx, .html or .csv.'));
  const title = vscode.l10n.t('Reading the reports');
  const progress = { location: vscode.ProgressLocation.Notification, title };
  const out = ['--to', kind, '--output', target.fsPath, '--lang', language(), '--color', 'never'];
  const paths = folders.map(({ fsPath }) => fsPath);
  await vscode.window.withProgress(progress, () => run(context, ['summary', ...paths, ...out]));
  const show = vscode.l10n.t('Open');
  const done = vscode.l10n.t('Exported to {0}.', path.basename(target.fsPath));
  if ((await vscode.window.showInformationMessage(done, show)) === show)
    await vscode.env.openExternal(target);
}
