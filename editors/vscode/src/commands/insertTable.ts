// Inserts one of the tables of a report, to be filled in, where the cursor is.

import * as vscode from 'vscode';
import type { Server } from '../server';
import { fillForm } from './fillForm';
import { activeEditor, runningClient } from './report';

/** A table that the format of the report has. */
interface Table {
  readonly id: string;
  readonly name: string;
  readonly section: string;
}

export async function insertTable(server: Server): Promise<void> {
  const editor = activeEditor();
  const client = runningClient(server);
  const textDocument = client.code2ProtocolConverter.asTextDocumentIdentifier(editor.document);
  const position = client.code2ProtocolConverter.asPosition(editor.selection.active);
  const tables = client.sendRequest<Table[] | null>('gouji/tables', { textDocument, position });
  const choices = tables.then((tables) =>
    (tables ?? []).map(({ id, name, section }) => ({ label: name, description: section, table: id })),
  );
  const chosen = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('Insert a table'),
    matchOnDescription: true,
  });
  if (chosen === undefined) return;
  await fillForm(client, editor, 'gouji/insertTable', { position, table: chosen.table });
}
