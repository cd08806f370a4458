// Marks the finding at the cursor as looked into and found right: the project's gouji.toml keeps it.

import * as vscode from 'vscode';
import { activeEditor } from './report';

export async function markReviewed(): Promise<void> {
  const { document, selection } = activeEditor();
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    selection,
    vscode.CodeActionKind.QuickFix.value,
  );
  const marks = actions.flatMap((action) => {
    const file = action.edit?.entries().find(([uri]) => uri.path.endsWith('/gouji.toml'))?.[0];
    return file === undefined ? [] : [{ label: action.title, edit: action.edit!, file }];
  });
  if (marks.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Put the cursor on something that was found; it can then be marked as reviewed.'),
    );
    return;
  }
  const chosen = marks.length === 1 ? marks[0] : await vscode.window.showQuickPick(marks);
  if (chosen === undefined) return;
  await vscode.workspace.applyEdit(chosen.edit);
  await (await vscode.workspace.openTextDocument(chosen.file)).save();
}
