// Mends everything in a report that has one sure way to be mended.

import * as vscode from 'vscode';
import { activeEditor } from './report';

/** So many changes are told one by one. */
const SHOWN = 4;
/** So much of each is shown, in characters. */
const LONG = 24;

const KIND = vscode.CodeActionKind.SourceFixAll.append('gouji');

export async function fixAll(): Promise<void> {
  const { document } = activeEditor();
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    whole,
    KIND.value,
    1,
  );
  const edit = actions.find((action) => action.kind?.value === KIND.value)?.edit;
  if (edit === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is nothing here that can be mended with certainty.'),
    );
    return;
  }
  const changes = edit.get(document.uri).map((change) => described(document, change));
  if (await vscode.workspace.applyEdit(edit)) {
    const more = changes.length > SHOWN ? vscode.l10n.t('and {0} more', changes.length - SHOWN) : '';
    const said = [...changes.slice(0, SHOWN), more].filter((words) => words !== '');
    void vscode.window.showInformationMessage(vscode.l10n.t('Mended: {0}', said.join(vscode.l10n.t('; '))));
  }
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
