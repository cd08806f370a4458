// Marks a finding as looked into and found right: the project's gouji.toml keeps it, with the reason.
//
// Invariant: whoever marks is asked for the reason, is told where it went, and can take it back at once.

import * as vscode from 'vscode';
import type { Range, WorkspaceEdit } from 'vscode-languageclient/node';
import { activeEditor, complain, runningClient } from '../commands/report';
import { Failure } from '../program';
import type { Server } from '../server';
import { entries, showEntry, takeBack } from './entries';

/** A finding that can be put aside. It goes through the editor as data. */
export interface Finding {
  uri: string;
  range: Range;
  message: string;
}

const MARK = 'gouji.client.markReviewed';

/** An offer of the light bulb, as it is shown: that which puts a finding aside asks for the reason first. */
export function asking<T extends vscode.Command | vscode.CodeAction>(
  document: vscode.TextDocument,
  action: T,
): T {
  if (!(action instanceof vscode.CodeAction)) return action;
  const found = action.diagnostics?.[0];
  const marks = action.edit?.entries().some(([uri]) => uri.path.endsWith('/gouji.toml'));
  if (found === undefined || marks !== true) return action;
  const { range, message } = found;
  const finding: Finding = { uri: document.uri.toString(), range: plain(range), message };
  delete action.edit;
  action.command = { command: MARK, title: action.title, arguments: [finding] };
  return action;
}

/** Marks a finding, that at the cursor where none is given. */
export async function markReviewed(server: Server, given?: Finding): Promise<void> {
  const finding = given ?? (await atCursor());
  if (finding === undefined) return;
  const reason = await vscode.window.showInputBox({
    title: vscode.l10n.t('Mark as reviewed, tell it no more'),
    prompt: vscode.l10n.t('Why is it right as it stands? You may leave this empty; Esc gives up.'),
    placeHolder: vscode.l10n.t('for example: agrees with the ledger'),
    ignoreFocusOut: true,
  });
  if (reason === undefined) return;
  const client = runningClient(server);
  const { uri, range, message } = finding;
  const params = { textDocument: { uri }, range, message, reason };
  const answer = await client.sendRequest<WorkspaceEdit | null>('gouji/mark', params);
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(answer);
  const file = edit?.entries()[0]?.[0];
  if (edit === undefined || file === undefined) {
    throw new Failure(vscode.l10n.t('The text has changed; please try again.'));
  }
  const isNew = !(await exists(file));
  await vscode.workspace.applyEdit(edit);
  await (await vscode.workspace.openTextDocument(file)).save();
  // The answer is waited for, but nobody waits for the user.
  void told(server, finding, file, isNew).catch(complain);
}

/** Says where it went, and takes it back or shows it where that is wanted. */
async function told(server: Server, finding: Finding, file: vscode.Uri, isNew: boolean): Promise<void> {
  const [undo, open] = [vscode.l10n.t('Take back'), vscode.l10n.t('Show the entry')];
  const where = vscode.workspace.asRelativePath(file, false);
  const said = vscode.l10n.t(
    'Marked as reviewed and told no more; it is kept in “{0}”. “Take back” undoes it, now or later under “Reviewed findings” below the explorer.',
    where,
  );
  const chosen = await vscode.window.showInformationMessage(said, undo, open);
  if (chosen === undefined) return;
  const own = (await entries(server)).filter(
    ({ uri, message }) => uri === finding.uri && message === finding.message,
  );
  const entry = own.find(({ range }) => range?.start.line === finding.range.start.line) ?? own[0];
  if (entry === undefined) return void (await vscode.window.showTextDocument(file));
  if (chosen === open) return showEntry(entry);
  const document = await takeBack(server, entry);
  // What was made for it goes with it.
  const isEmpty =
    document
      .getText()
      .replace(/^\s*#.*$/gm, '')
      .trim() === '';
  if (isNew && isEmpty) await vscode.workspace.fs.delete(file);
}

/** The finding at the cursor, or the one of several that the user chooses. */
async function atCursor(): Promise<Finding | undefined> {
  const { document, selection } = activeEditor();
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    selection,
    vscode.CodeActionKind.QuickFix.value,
  );
  const marks = actions.flatMap(({ title, command }) =>
    command?.command === MARK ? [{ label: title, finding: command.arguments?.[0] as Finding }] : [],
  );
  if (marks.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Put the cursor on something that was found; it can then be marked as reviewed.'),
    );
    return undefined;
  }
  const chosen = marks.length === 1 ? marks[0] : await vscode.window.showQuickPick(marks);
  return chosen?.finding;
}

function plain({ start, end }: vscode.Range): Range {
  const [from, to] = [start, end].map(({ line, character }) => ({ line, character }));
  return { start: from!, end: to! };
}

async function exists(file: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
}
