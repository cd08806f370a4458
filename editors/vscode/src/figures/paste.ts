// A block of figures that is pasted at a figure of a table in the text goes into its cells.
//
// Invariant: what is no block, or is pasted elsewhere, is pasted as text, as always. A block that does not fit changes
// nothing, and it is said why.

import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { TextEdit } from 'vscode-languageclient/node';
import { isBlock } from '../../webview/clipboard';
import type { Answer } from '../form/changes';
import type { Server } from '../server';
import { DOCUMENTS } from '../server';
import { blockOf } from './block';

/** What VS Code has for this from 1.97 on. */
interface Pasting {
  DocumentDropOrPasteEditKind?: { Empty: { append(...parts: string[]): object } };
  DocumentPasteEdit: new (text: string, title: string, kind: object) => PasteEdit;
  languages: {
    registerDocumentPasteEditProvider(
      selector: vscode.DocumentSelector,
      provider: {
        provideDocumentPasteEdits(
          document: vscode.TextDocument,
          ranges: readonly vscode.Range[],
          pasted: vscode.DataTransfer,
          context: object,
          cancel: vscode.CancellationToken,
        ): Promise<PasteEdit[] | undefined>;
      },
      metadata: { providedPasteEditKinds: object[]; pasteMimeTypes: string[] },
    ): vscode.Disposable;
  };
}

interface PasteEdit {
  additionalEdit?: vscode.WorkspaceEdit;
}

/** Older ones paste as text. */
const pasting = vscode as unknown as Pasting;

const TYPES = { text: 'text/plain', html: 'text/html' };

/** Has blocks that are pasted into tables go into their cells. */
export function pasteFigures(server: Server): vscode.Disposable {
  const kind = pasting.DocumentDropOrPasteEditKind?.Empty.append('gouji', 'cells');
  if (kind === undefined) return { dispose: () => undefined };
  return pasting.languages.registerDocumentPasteEditProvider(
    DOCUMENTS,
    {
      async provideDocumentPasteEdits(document, ranges, pasted, _, cancel) {
        const [range, ...others] = ranges;
        const client = server.client;
        if (client === undefined || range === undefined || others.length > 0) return undefined;
        const read = async (type: string) => (await pasted.get(type)?.asString()) ?? '';
        const block = blockOf(await read(TYPES.text), await read(TYPES.html));
        if (!isBlock(block) || cancel.isCancellationRequested) return undefined;
        const answer = await ask(client, document, range.start, block, cancel).catch(() => null);
        // Words of several lines are no block of cells.
        if (answer === null || (answer.refused !== undefined && !block.includes('\t'))) return undefined;
        if (answer.refused !== undefined) void vscode.window.showWarningMessage(answer.refused);
        if (answer.told !== undefined) vscode.window.setStatusBarMessage(answer.told, 5000);
        // Where there is no text of its own the edits alone are made, as one step.
        const edit = new pasting.DocumentPasteEdit('', vscode.l10n.t('Into the cells of the table'), kind);
        edit.additionalEdit = new vscode.WorkspaceEdit();
        edit.additionalEdit.set(document.uri, answer.edits);
        return [edit];
      },
    },
    { providedPasteEditKinds: [kind], pasteMimeTypes: Object.values(TYPES) },
  );
}

/** How the text becomes what is pasted; none where no figure stands there. */
async function ask(
  client: LanguageClient,
  document: vscode.TextDocument,
  at: vscode.Position,
  text: string,
  cancel: vscode.CancellationToken,
): Promise<(Answer<vscode.TextEdit> & { edits: vscode.TextEdit[] }) | null> {
  const params = {
    textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document),
    version: document.version,
    position: client.code2ProtocolConverter.asPosition(at),
    text,
  };
  const answer = await client.sendRequest<Answer<TextEdit> | null>('gouji/pasteCells', params, cancel);
  if (answer === null) return null;
  return { ...answer, edits: (await client.protocol2CodeConverter.asTextEdits(answer.edits)) ?? [] };
}
