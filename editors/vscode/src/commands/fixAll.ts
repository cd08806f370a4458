// Mends everything in a report, or in several, that has one sure way to be mended.

import * as vscode from 'vscode';
import { activeEditor } from './report';

/** So many changes are told one by one. */
const SHOWN = 4;
/** So much of each is shown, in characters. */
const LONG = 24;

const KIND = vscode.CodeActionKind.SourceFixAll.append('gouji');

/** Mends a document, that which is being looked at where none is given, and tells what was changed. */
export async function fixAll(document = activeEditor().document): Promise<void> {
  const changes = await mend(document);
  if (changes === undefined) return nothing();
  const more = changes.length > SHOWN ? vscode.l10n.t('and {0} more', changes.length - SHOWN) : '';
  const said = [...changes.slice(0, SHOWN), more].filter((words) => words !== '');
  void vscode.window.showInformationMessage(vscode.l10n.t('Mended: {0}', said.join(vscode.l10n.t('; '))));
}

/** Mends several documents, once the user has agreed, and tells in how many; nothing is saved unasked. */
export async function mendAll(uris: vscode.Uri[]): Promise<void> {
  const yes = vscode.l10n.t('Mend');
  const question = vscode.l10n.t('Mend everything that is certain in {0} reports?', uris.length);
  const detail = vscode.l10n.t('The reports are opened and not saved; Ctrl+Z takes back what was changed.');
  if ((await vscode.window.showInformationMessage(question, { modal: true, detail }, yes)) !== yes) return;
  const mended = new Map<string, number>();
  for (const uri of uris) {
    const changes = await mend(await vscode.workspace.openTextDocument(uri));
    if (changes !== undefined) mended.set(uri.toString(), changes.length);
  }
  if (mended.size === 0) return nothing();
  const save = vscode.l10n.t('Save all');
  const sum = [...mended.values()].reduce((sum, count) => sum + count, 0);
  const said = vscode.l10n.t('Mended {0} places in {1} reports; they are not saved yet.', sum, mended.size);
  if ((await vscode.window.showInformationMessage(said, save)) !== save) return;
  const open = vscode.workspace.textDocuments.filter(({ uri }) => mended.has(uri.toString()));
  for (const document of open) await document.save();
}

function nothing(): void {
  const said = vscode.l10n.t('There is nothing here that can be mended with certainty.');
  void vscode.window.showInformationMessage(said);
}

/** Mends a document; gives what was changed, each in words, and nothing where there was nothing to mend. */
async function mend(document: vscode.TextDocument): Promise<string[] | undefined> {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    whole,
    KIND.value,
    1,
  );
  const edit = actions.find((action) => action.kind?.value === KIND.value)?.edit;
  if (edit === undefined) return undefined;
  const changes = edit.get(document.uri).map((change) => described(document, change));
  return (await vscode.workspace.applyEdit(edit)) ? changes : undefined;
}

/** What is changed, by the line where it stands now: nothing is mended behind anybody's back. */
function described(document: vscode.TextDocument, change: vscode.TextEdit): string {
  const shown = (text: string) => {
    const words = text.trim().replace(/\s+/g, ' ');
    return words.length > LONG ? `${words.slice(0, LONG)}…` : words;
  };
  const [before, after] = [shown(document.getText(change.range)), shown(change.newText)];
  const line = change.range.start.line + 1;
  return before === ''
    ? vscode.l10n.t('line {0}: put in “{1}”', line, after)
    : vscode.l10n.t('line {0}: “{1}” became “{2}”', line, before, after);
}
