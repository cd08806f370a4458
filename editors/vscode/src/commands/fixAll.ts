// Mends everything in a report that has one sure way to be mended.

import * as vscode from 'vscode';
import { activeEditor } from './report';

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
  await vscode.workspace.applyEdit(edit);
}
