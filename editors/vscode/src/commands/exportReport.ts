// The report as a document or as data, in a file of the user's choice. What is exported is the text as it stands in the
// editor.

import * as path from 'node:path';
import * as vscode from 'vscode';
import { Failure, run } from '../program';
import { language } from '../settings';
import { activeEditor } from './report';

/** As what a report is exported: by its kind, which is how its file ends as well. */
interface Form extends vscode.QuickPickItem {
  form: string;
}

const word = (): Form => ({
  form: 'docx',
  label: 'Word',
  description: vscode.l10n.t('the official form, to be handed in'),
});

const forms = (): Form[] => [
  word(),
  {
    form: 'xlsx',
    label: 'Excel',
    description: vscode.l10n.t('the official form, with its sums as formulas'),
  },
  { form: 'csv', label: 'CSV', description: vscode.l10n.t('the figures as a table, for Excel') },
  { form: 'json', label: 'JSON', description: vscode.l10n.t('sections and figures, for programs') },
  {
    form: 'html',
    label: vscode.l10n.t('Web page'),
    description: vscode.l10n.t('a page as the form prints it, for printing'),
  },
];

/** Exports a document, the one that is being looked at where none is given, as what the user chooses. */
export async function exportReport(
  context: vscode.ExtensionContext,
  document: vscode.TextDocument = activeEditor().document,
): Promise<void> {
  const chosen = await vscode.window.showQuickPick(forms(), {
    title: vscode.l10n.t('Export this report'),
    placeHolder: vscode.l10n.t('As what?'),
  });
  if (chosen !== undefined) await exportAs(context, chosen, document);
}

/** Exports a document to Word. */
export async function exportWord(
  context: vscode.ExtensionContext,
  document: vscode.TextDocument = activeEditor().document,
): Promise<void> {
  await exportAs(context, word(), document);
}

async function exportAs(
  context: vscode.ExtensionContext,
  { form, label }: Form,
  document: vscode.TextDocument,
): Promise<void> {
  const { dir, name } = path.posix.parse(document.uri.path);
  const folder = document.isUntitled
    ? vscode.workspace.workspaceFolders?.[0]?.uri
    : document.uri.with({ path: dir });
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export this report'),
    ...(folder && {
      defaultUri: vscode.Uri.joinPath(folder.with({ scheme: 'file' }), `${name}.${form}`),
    }),
    filters: { [label]: [form] },
  });
  if (target === undefined) return;
  if (target.scheme !== 'file') throw new Failure(vscode.l10n.t('Choose a folder of this computer.'));
  // The dialog has asked whether a file that is there is to be replaced.
  const out = ['--output', target.fsPath, '--force'];
  const args = ['export', '-', '--to', form, ...out, '--lang', language(), '--color', 'never'];
  await run(context, args, document.getText());
  const open = vscode.l10n.t('Open');
  const done = vscode.l10n.t('Exported to {0}.', path.posix.basename(target.path));
  if ((await vscode.window.showInformationMessage(done, open)) === open) {
    // Word, Excel and the browser open what is theirs.
    if (['docx', 'xlsx', 'html'].includes(form)) await vscode.env.openExternal(target);
    else await vscode.commands.executeCommand('vscode.open', target);
  }
}
