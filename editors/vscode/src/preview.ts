// The report as the official form prints it, beside the text.
//
// Invariants: the page is the server's, of the newest text; an answer that is overtaken is never shown. The page
// follows the text and the text the page, and neither sets the other going in circles.

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Server } from './server';
import { DOCUMENTS } from './server';

/** What the server answers. */
interface Page {
  version: number;
  title: string;
  style: string;
  body: string;
}

/** What the page says. */
type Said =
  | { type: 'ready' }
  | { type: 'scrolled'; line: number }
  | { type: 'go'; from: Place; to: Place; focus: boolean };

interface Place {
  line: number;
  character: number;
}

/** The view's name, for menus and for what VS Code keeps over a reload. */
const VIEW = 'gouji.preview';

/** Between a key and the next question to the server. */
const PAUSE = 120;

/** So long after the text was scrolled by the page, what it says of it is an echo. */
const ECHO = 250;

/** The preview, as the rest of the extension sees it. */
export interface Previews extends vscode.Disposable {
  /** The document that is shown, where it is the preview that is being looked at. */
  looked(): vscode.TextDocument | undefined;
}

/** Lets the preview be opened, and brings back the one that was open before a reload. */
export function providePreview(context: vscode.ExtensionContext, server: Server): Previews {
  let shown: Preview | undefined;

  function attach(panel: vscode.WebviewPanel, uri: vscode.Uri | undefined): void {
    const preview = createPreview(context, server, panel, uri);
    shown = preview;
    panel.onDidDispose(() => {
      if (shown === preview) shown = undefined;
      preview.dispose();
    });
  }

  const provided = vscode.Disposable.from(
    vscode.commands.registerCommand('gouji.client.preview', () => {
      const editor = vscode.window.activeTextEditor;
      if (shown !== undefined) return shown.reveal(editor);
      const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      const options = { enableFindWidget: true, retainContextWhenHidden: true };
      attach(
        vscode.window.createWebviewPanel(VIEW, vscode.l10n.t('Preview'), column, options),
        editor?.document.uri,
      );
    }),
    vscode.window.registerWebviewPanelSerializer(VIEW, {
      async deserializeWebviewPanel(panel, state: { uri?: string } | undefined) {
        attach(panel, state?.uri === undefined ? undefined : vscode.Uri.parse(state.uri));
      },
    }),
    { dispose: () => shown?.close() },
  );
  return { looked: () => shown?.looked(), dispose: () => provided.dispose() };
}

interface Preview extends Previews {
  reveal(editor: vscode.TextEditor | undefined): void;
  close(): void;
}

function createPreview(
  context: vscode.ExtensionContext,
  server: Server,
  panel: vscode.WebviewPanel,
  first: vscode.Uri | undefined,
): Preview {
  const media = vscode.Uri.joinPath(context.extensionUri, 'media');
  const webview = panel.webview;
  let uri = first;
  let asked = 0;
  let timer: NodeJS.Timeout | undefined;
  let led = 0;
  /** The document to whose place the page was brought. */
  let placed: vscode.TextDocument | undefined;

  webview.options = { enableScripts: true, localResourceRoots: [media] };
  panel.iconPath = {
    light: vscode.Uri.joinPath(media, 'preview-light.svg'),
    dark: vscode.Uri.joinPath(media, 'preview-dark.svg'),
  };
  webview.html = frame(webview, media);

  const post = (message: object) => void webview.postMessage(message);
  const isShown = (document: vscode.TextDocument) => document.uri.toString() === uri?.toString();
  const editorOf = () => vscode.window.visibleTextEditors.find((editor) => isShown(editor.document));

  /** Asks for the page of the text as it now is. */
  async function refresh(): Promise<void> {
    clearTimeout(timer);
    const asking = ++asked;
    uri ??= shownBy(vscode.window.activeTextEditor);
    const document = vscode.workspace.textDocuments.find(isShown);
    panel.title = uri === undefined ? vscode.l10n.t('Preview') : vscode.l10n.t('Preview {0}', nameOf(uri));
    if (document === undefined)
      return post({ type: 'note', text: vscode.l10n.t('Open a report to see it here.') });
    const client = server.client;
    if (client === undefined) {
      const stopped = server.phase === 'stopped';
      if (stopped) post({ type: 'note', text: vscode.l10n.t('The gouji service is stopped.') });
      return;
    }
    try {
      const params = { textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document) };
      const page = await client.sendRequest<Page | null>('gouji/preview', params);
      if (asking !== asked) return;
      if (page === null) return post({ type: 'note', text: vscode.l10n.t('This document is no report.') });
      post({ type: 'page', uri: document.uri.toString(), ...page });
      const editor = editorOf();
      if (editor === undefined) return;
      if (placed !== editor.document) follow(editor);
      placed = editor.document;
      select(editor);
    } catch {
      // The text changed meanwhile, or the server ended: either is heard of by another event.
    }
  }

  function soon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), PAUSE);
  }

  /** Shows another document. */
  function turn(editor: vscode.TextEditor | undefined): void {
    const other = shownBy(editor);
    if (other === undefined || other.toString() === uri?.toString()) return;
    uri = other;
    placed = undefined;
    post({ type: 'turn' });
    void refresh();
  }

  /** Shows the page from where the text is shown from. */
  function follow(editor: vscode.TextEditor): void {
    const line = editor.visibleRanges[0]?.start.line;
    if (line !== undefined) post({ type: 'scroll', line });
  }

  function select(editor: vscode.TextEditor): void {
    const { line, character } = editor.selection.active;
    post({ type: 'select', line, character });
  }

  function heard(said: Said): void {
    if (said.type === 'ready') return void refresh();
    if (said.type === 'scrolled') {
      const editor = editorOf();
      if (editor === undefined) return;
      led = Date.now();
      const line = Math.max(0, Math.min(Math.floor(said.line), editor.document.lineCount - 1));
      editor.revealRange(new vscode.Range(line, 0, line, 0), vscode.TextEditorRevealType.AtTop);
      return;
    }
    void go(said.from, said.to, said.focus);
  }

  /** Selects what was clicked on. */
  async function go(from: Place, to: Place, focus: boolean): Promise<void> {
    if (uri === undefined) return;
    led = Date.now();
    const selection = new vscode.Range(from.line, from.character, to.line, to.character);
    const column = editorOf()?.viewColumn ?? vscode.ViewColumn.One;
    await vscode.window.showTextDocument(uri, { viewColumn: column, preserveFocus: !focus, selection });
  }

  const listening = vscode.Disposable.from(
    webview.onDidReceiveMessage(heard),
    server.onDidChangePhase(() => void refresh()),
    vscode.workspace.onDidOpenTextDocument((document) => isShown(document) && soon()),
    vscode.workspace.onDidChangeTextDocument((event) => isShown(event.document) && soon()),
    // What is wrong is judged anew when settings change, too.
    vscode.languages.onDidChangeDiagnostics((event) => {
      if (event.uris.some((changed) => changed.toString() === uri?.toString())) soon();
    }),
    vscode.window.onDidChangeActiveTextEditor(turn),
    vscode.window.onDidChangeTextEditorSelection((event) => {
      if (isShown(event.textEditor.document)) select(event.textEditor);
    }),
    vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
      if (isShown(textEditor.document) && Date.now() - led >= ECHO) follow(textEditor);
    }),
  );

  return {
    reveal(editor) {
      panel.reveal(undefined, true);
      turn(editor);
    },
    looked: () => (panel.active ? vscode.workspace.textDocuments.find(isShown) : undefined),
    close: () => panel.dispose(),
    dispose() {
      clearTimeout(timer);
      listening.dispose();
    },
  };
}

/** The document of an editor, if it can be a report. */
function shownBy(editor: vscode.TextEditor | undefined): vscode.Uri | undefined {
  if (editor === undefined || vscode.languages.match(DOCUMENTS, editor.document) === 0) return undefined;
  return editor.document.uri;
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.split('/').pop() ?? '';
}

/** The page around what the server sends. Nothing but its own script runs in it, and it reaches nothing. */
function frame(webview: vscode.Webview, media: vscode.Uri): string {
  // Nobody can tell beforehand what is let by.
  const nonce = randomBytes(16).toString('base64url');
  const policy = [
    "default-src 'none'",
    ...['script-src', 'style-src'].map((what) => `${what} 'nonce-${nonce}'`),
    ...['base-uri', 'form-action'].map((what) => `${what} 'none'`),
  ];
  const at = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(media, name)).toString();
  return `<!DOCTYPE html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <style nonce="${nonce}" id="style"></style>
    <link nonce="${nonce}" rel="stylesheet" href="${at('preview.css')}">
  </head>
  <body>
    <div id="page"></div>
    <p id="note" role="status" hidden></p>
    <script nonce="${nonce}" src="${at('preview.js')}"></script>
  </body>
</html>`;
}
