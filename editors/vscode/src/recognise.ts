// Gives plain texts that are reports the language of reports.
//
// Invariant: only a document of which the server says that it is a report gets another language, and each only once:
// whoever then chooses a language for it keeps that. Who has set a language for such files is asked, once.

import * as vscode from 'vscode';
import type { Server } from './server';
import { DOCUMENTS } from './server';

/** The language of reports. */
const REPORT = 'gov-report';

/** Where it is kept what was answered. */
const ANSWER = 'gouji.setLanguage.answer';

/** Watches the texts that are shown as long as the extension runs. */
export function recognise(context: vscode.ExtensionContext, server: Server): vscode.Disposable {
  /** The documents that were given the language, or left as they are. */
  const settled = new Set<string>();
  let asking = false;

  async function look(document: vscode.TextDocument): Promise<void> {
    const key = document.uri.toString();
    const { client } = server;
    if (client === undefined || settled.has(key) || !isPlain(document) || !isWanted(document)) return;
    const params = { textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document) };
    // The text may have changed meanwhile, or the server ended: either is heard of by another event.
    const status = await client.sendRequest<object | null>('gouji/status', params).catch(() => null);
    if (status === null || settled.has(key) || document.isClosed || !isPlain(document)) return;
    settled.add(key);
    if (!hasOwnLanguage(document) || (await agrees())) {
      await vscode.languages.setTextDocumentLanguage(document, REPORT);
    }
  }

  /** Whether the user wants it also where another language is set; asked once. */
  async function agrees(): Promise<boolean> {
    const before = context.globalState.get<boolean>(ANSWER);
    if (before !== undefined) return before;
    if (asking) return false;
    asking = true;
    const yes = vscode.l10n.t('Show as reports');
    const no = vscode.l10n.t('Leave as they are');
    const question = vscode.l10n.t(
      'Your settings give this file another language. Show annual reports as reports, with bold totals and broken figures in red?',
    );
    const chosen = await vscode.window.showInformationMessage(question, yes, no);
    asking = false;
    if (chosen !== undefined) await context.globalState.update(ANSWER, chosen === yes);
    return chosen === yes;
  }

  const all = () => vscode.window.visibleTextEditors.forEach((editor) => void look(editor.document));
  all();
  return vscode.Disposable.from(
    server.onDidChangePhase(all),
    vscode.window.onDidChangeVisibleTextEditors(all),
    // A text may become a report as it is written.
    vscode.languages.onDidChangeDiagnostics(all),
  );
}

/** Whether a text is one that the server is told of and that has no language of its own. */
function isPlain(document: vscode.TextDocument): boolean {
  return document.languageId === 'plaintext' && vscode.languages.match(DOCUMENTS, document) > 0;
}

function isWanted(document: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration('gouji', document).get('setLanguage', true);
}

/** Whether the user has set which language files of this name have. */
function hasOwnLanguage(document: vscode.TextDocument): boolean {
  const set = vscode.workspace
    .getConfiguration('files', document)
    .inspect<Record<string, string>>('associations');
  const patterns = [set?.globalValue, set?.workspaceValue, set?.workspaceFolderValue].flatMap((value) =>
    Object.keys(value ?? {}),
  );
  return patterns.some((pattern) => {
    const glob = pattern.includes('/') ? pattern : `**/${pattern}`;
    return vscode.languages.match({ pattern: glob }, document) > 0;
  });
}
