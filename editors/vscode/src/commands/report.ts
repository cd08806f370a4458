// The report that is being looked at, and what is said where there is none.

import * as vscode from 'vscode';
import { Failure } from '../program';
import type { Server } from '../server';
import type { LanguageClient } from 'vscode-languageclient/node';

/** The editor that is being looked at. Throws a `Failure` where there is none. */
export function activeEditor(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) throw new Failure(vscode.l10n.t('Open a report first.'));
  return editor;
}

/** The client of the running server. Throws a `Failure` where it does not run. */
export function runningClient(server: Server): LanguageClient {
  const client = server.client;
  if (client === undefined) throw new Failure(vscode.l10n.t('The gouji service is not running.'));
  return client;
}

/** A document that is named but not saved: nothing is written before the user saves it. */
export async function namedDocument(
  name: string,
  folder: vscode.Uri,
  content = '',
): Promise<vscode.TextDocument> {
  const file = vscode.Uri.joinPath(folder, name);
  if (await exists(file)) throw new Failure(vscode.l10n.t('There is a file {0} already.', name));
  const document = await vscode.workspace.openTextDocument(file.with({ scheme: 'untitled' }));
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), content);
  // It becomes a report when all of it is there, for one that is empty lacks everything.
  if (content !== '') await vscode.workspace.applyEdit(edit);
  if (document.languageId === 'gov-report') return document;
  return vscode.languages.setTextDocumentLanguage(document, 'gov-report');
}

async function exists(file: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
}

/** Tells the user what went wrong. */
export function complain(error: unknown): void {
  void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
}
