// What the server makes for filling in, put into the text: the cursor goes to the first place, and Tab leads on.

import * as vscode from 'vscode';
import type { LanguageClient, Range } from 'vscode-languageclient/node';
import { Failure } from '../program';

/** What the server answers. */
interface Form {
  readonly version: number;
  readonly range: Range;
  readonly snippet: string;
}

/** Puts a form into the text of an editor: the one that the request `method` answers with. */
export async function fillForm(
  client: LanguageClient,
  editor: vscode.TextEditor,
  method: 'gouji/insertTable' | 'gouji/newReport',
  asked: object,
): Promise<void> {
  const { document } = editor;
  const textDocument = client.code2ProtocolConverter.asTextDocumentIdentifier(document);
  const form = await client.sendRequest<Form | null>(method, { textDocument, ...asked });
  if (form?.version !== document.version) {
    throw new Failure(vscode.l10n.t('The text has changed; please try again.'));
  }
  const range = client.protocol2CodeConverter.asRange(form.range);
  await editor.insertSnippet(new vscode.SnippetString(form.snippet), range);
}
