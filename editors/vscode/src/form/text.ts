// The text under the form: what is asked of the server for it, and what is done to it.

import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { LSPErrorCodes, ResponseError, type TextEdit } from 'vscode-languageclient/node';
import type { Change } from '../../webview/messages';
import { blockOf } from '../figures/block';
import type { Server } from '../server';
import type { Answer } from './changes';

/** A document that is open. */
export const opened = (uri: string): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);

/** Why a document cannot be changed, if it cannot. */
export async function barred(uri: string): Promise<string | undefined> {
  const document = opened(uri);
  if (document === undefined) {
    return vscode.l10n.t('The text of this report is no longer open. Open it again to fill it in.');
  }
  const files = vscode.workspace.fs;
  const isReadOnly =
    files.isWritableFileSystem(document.uri.scheme) === false ||
    // A document that is not saved yet has no file.
    (await files.stat(document.uri).then(
      ({ permissions }) => permissions === vscode.FilePermission.Readonly,
      () => false,
    ));
  return isReadOnly ? vscode.l10n.t('This report is read-only and cannot be filled in.') : undefined;
}

/** Asks the server how the text becomes what was typed or pasted; none where the text changed meanwhile. */
export async function askHow(
  server: Server,
  change: Change,
  version: number,
): Promise<Answer<vscode.TextEdit> | 'overtaken'> {
  const client = await running(server);
  if (client === undefined) throw new Error(vscode.l10n.t('The gouji service is stopped.'));
  const textDocument = { uri: client.code2ProtocolConverter.asUri(vscode.Uri.parse(change.uri)) };
  const { type, id: _id, uri: _uri, ...own } = change;
  const asked = change.type === 'paste' ? { ...own, text: blockOf(change.text, change.html) } : own;
  try {
    const method = type === 'set' ? 'gouji/setCells' : 'gouji/pasteCells';
    const params = { textDocument, version, ...asked };
    const answer = await client.sendRequest<Answer<TextEdit> | null>(method, params);
    if (answer === null) return { version, refused: vscode.l10n.t('This document is no report.') };
    const edits = await client.protocol2CodeConverter.asTextEdits(answer.edits);
    return { ...answer, edits: edits ?? [] };
  } catch (error) {
    // A server that ended is started again, with the text as it is then.
    const isOvertaken = error instanceof ResponseError && error.code === LSPErrorCodes.ContentModified;
    if (isOvertaken || server.client !== client) return 'overtaken';
    throw error instanceof Error ? error.message : error;
  }
}

/** Makes the edits of a text as one step of undoing, unless it is no longer of that version. */
export async function apply(uri: string, edits: vscode.TextEdit[], version: number): Promise<boolean> {
  const document = opened(uri);
  if (document?.version !== version) return false;
  const edit = new vscode.WorkspaceEdit();
  edit.set(document.uri, edits);
  return vscode.workspace.applyEdit(edit);
}

/** The client, as soon as the server runs; none where it is stopped. */
function running(server: Server): Promise<LanguageClient | undefined> {
  if (server.phase !== 'starting') return Promise.resolve(server.client);
  return new Promise((resolve) => {
    const listening = server.onDidChangePhase((phase) => {
      if (phase === 'starting') return;
      listening.dispose();
      resolve(server.client);
    });
  });
}
