// What was marked as reviewed, as the server lists it, and taking it back.
//
// Invariant: a `gouji.toml` is changed by edits that the server makes, and is on the disk when that is done.

import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Range, TextEdit } from 'vscode-languageclient/node';
import { runningClient } from '../commands/report';
import { Failure } from '../program';
import type { Server } from '../server';

/** An entry of a `gouji.toml`. */
export interface Entry {
  /** The `gouji.toml`, and where the entry begins in it. */
  settings: string;
  at: Range;
  /** What takes it out; null where it cannot be taken out without touching others. */
  removal: TextEdit | null;
  uri: string | null;
  /** The report's path from the folder of `gouji.toml`. */
  file: string;
  /** What is put aside; null where that is nothing any more. */
  range: Range | null;
  message: string;
  rule: string;
  reason: string;
}

/** All entries that hold in the folders that are open. */
export async function entries(server: Server): Promise<Entry[]> {
  const client = runningClient(server);
  const of = (folder: vscode.WorkspaceFolder) =>
    client.sendRequest<Entry[]>('gouji/reviewed', {
      folder: client.code2ProtocolConverter.asUri(folder.uri),
    });
  const all = (await Promise.all((vscode.workspace.workspaceFolders ?? []).map(of))).flat();
  // One `gouji.toml` can hold in several folders.
  return [...new Map(all.map((entry) => [place(entry), entry])).values()];
}

const place = ({ settings, at }: Entry) => `${settings} ${at.start.line}`;

/** Takes an entry out of its file, which may have changed since it was listed. */
export async function takeBack(server: Server, entry: Entry): Promise<vscode.TextDocument> {
  const same = (other: Entry) =>
    other.settings === entry.settings && other.rule === entry.rule && other.file === entry.file;
  const now = (await entries(server)).filter(same);
  const found =
    now.find((other) => place(other) === place(entry)) ??
    now.find(({ message, reason }) => message === entry.message && reason === entry.reason);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(entry.settings));
  if (found === undefined || found.removal === null) {
    await vscode.window.showTextDocument(document, { selection: range(entry.at) });
    throw new Failure(vscode.l10n.t('This entry cannot be taken out by itself; please edit the file.'));
  }
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range(found.removal.range), found.removal.newText);
  await vscode.workspace.applyEdit(edit);
  await document.save();
  return document;
}

/** Shows an entry in its file. */
export async function showEntry({ settings, at }: Entry): Promise<void> {
  await vscode.window.showTextDocument(vscode.Uri.parse(settings), { selection: range(at) });
}

/** Shows the report that an entry is about at what is put aside; the entry itself where that is nothing any more. */
export async function showReport(entry: Entry): Promise<void> {
  if (entry.uri === null || entry.range === null) return showEntry(entry);
  await vscode.window.showTextDocument(vscode.Uri.parse(entry.uri), { selection: range(entry.range) });
}

/** The name of the report's file. */
export const nameOf = ({ file }: Entry) => path.posix.basename(file);

const range = ({ start, end }: Range) =>
  new vscode.Range(start.line, start.character, end.line, end.character);
