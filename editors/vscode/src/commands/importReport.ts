// A report of Word, Excel or a web page as text.
//
// Invariant: the file itself is not touched, and no file that is there is overwritten. One report is opened as a document
// that is not saved yet; several are written beside their files.

import * as path from 'node:path';
import * as vscode from 'vscode';
import { Failure, run } from '../program';
import { language } from '../settings';
import { namedDocument } from './report';

/** What can be imported, by how its files end. */
const KINDS = ['docx', 'xlsx', 'html', 'htm'];

/** Imports these files; those that the user chooses where there are none. */
export async function importReports(
  context: vscode.ExtensionContext,
  files: readonly vscode.Uri[],
): Promise<void> {
  const chosen = files.length > 0 ? files : await choose();
  const [one, ...others] = chosen;
  if (one === undefined) return;
  if (chosen.some(({ scheme }) => scheme !== 'file'))
    throw new Failure(vscode.l10n.t('Choose files of this computer.'));
  if (others.length === 0) await importOne(context, one);
  else await importAll(context, chosen);
}

async function choose(): Promise<readonly vscode.Uri[]> {
  const files = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Import as the text of a report'),
    canSelectMany: true,
    filters: { [vscode.l10n.t('Word, Excel, web pages')]: KINDS },
  });
  return files ?? [];
}

const args = (...own: string[]) => ['import', ...own, '--lang', language(), '--color', 'never'];

async function importOne(context: vscode.ExtensionContext, file: vscode.Uri): Promise<void> {
  const { output, remark } = await run(context, args(file.fsPath));
  const name = `${path.parse(file.fsPath).name}.md`;
  const document = await namedDocument(name, vscode.Uri.joinPath(file, '..'), output);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(0, 0, 0, 0) });
  if (remark !== '') void vscode.window.showWarningMessage(remark);
}

async function importAll(context: vscode.ExtensionContext, files: readonly vscode.Uri[]): Promise<void> {
  const failed: string[] = [];
  const remarks: string[] = [];
  const title = vscode.l10n.t('Importing');
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  let done = 0;
  await vscode.window.withProgress(options, async (progress, cancel) => {
    for (const file of files) {
      if (cancel.isCancellationRequested) return;
      const message = path.basename(file.fsPath);
      progress.report({ message, increment: 100 / files.length });
      const written = run(context, args(file.fsPath, '--output', path.dirname(file.fsPath)));
      await written.then(
        ({ remark }) => {
          done += 1;
          if (remark !== '') remarks.push(remark);
        },
        (error: unknown) => failed.push(error instanceof Error ? error.message : String(error)),
      );
    }
  });
  const said = vscode.l10n.t('{0} of {1} files were imported.', done, files.length);
  const all = [said, ...failed, ...remarks].join('\n');
  if (failed.length + remarks.length > 0) void vscode.window.showWarningMessage(all);
  else void vscode.window.showInformationMessage(all);
}
