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

/** Tells the user what went wrong. */
export function complain(error: unknown): void {
  void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
}
