// Inserts one of the tables of a report, to be filled in, where the cursor is.

import * as vscode from 'vscode';
import type { Server } from '../server';
import { activeEditor, runningClient } from './report';

/** The tables by the ids that the server knows, in the format of the report. */
const TABLES = [
  { label: '表二', description: '主动公开政府信息情况', table: 'disclosure' },
  { label: '表三', description: '收到和处理政府信息公开申请情况', table: 'applications' },
  { label: '表四', description: '政府信息公开行政复议、行政诉讼情况', table: 'disputes' },
];

export async function insertTable(server: Server): Promise<void> {
  const { document, selection } = activeEditor();
  const client = runningClient(server);
  const chosen = await vscode.window.showQuickPick(TABLES, {
    title: vscode.l10n.t('Insert a table'),
    matchOnDescription: true,
  });
  if (chosen === undefined) return;
  const { uri } = client.code2ProtocolConverter.asTextDocumentIdentifier(document);
  const position = client.code2ProtocolConverter.asPosition(selection.active);
  await client.sendRequest('workspace/executeCommand', {
    command: 'gouji.insertTable',
    arguments: [{ uri, position, table: chosen.table }],
  });
}
