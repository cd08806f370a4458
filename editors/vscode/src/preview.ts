// The report as the official form prints it, to be read and filled in, beside the text.
//
// Invariants: the page is the server's, of the newest text; an answer that is overtaken is never shown. The page
// follows the text and the text the page, and neither sets the other going in circles. The text is the one truth: what
// is typed into the page becomes an edit of it, and shows by the page that follows.

import * as vscode from 'vscode';
import type { Article, Place, Range, Said, Told } from '../webview/messages';
import { createAsking } from './form/asking';
import { createChanges } from './form/changes';
import { frame } from './form/frame';
import { keysMeanwhile } from './form/keysMeanwhile';
import { repairAt, repairsAt } from './form/repairs';
import { apply, askHow, barred, opened } from './form/text';
import { roots } from './frame';
import type { Server } from './server';
import { DOCUMENTS } from './server';

/** What the server answers. */
interface Page {
  version: number;
  title: string;
  style: string;
  reports: Article[];
}

/** The view's name, for menus and for what VS Code keeps over a reload. */
const VIEW = 'gouji.preview';

/** Between a key in the text and the next question to the server. */
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
        vscode.window.createWebviewPanel(VIEW, vscode.l10n.t('Form'), column, options),
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
  const webview = panel.webview;
  let uri = first;
  let led = 0;
  /** The document to whose place the page was brought. */
  let placed: vscode.TextDocument | undefined;
  /** The changes that were made and are in no page yet, in their order. */
  let made: { id: number; uri: string; version: number | undefined }[] = [];
  /** The reports that the page has. */
  let had: string[] = [];
  /** The last change that the page has. */
  let settled = 0;
  /** Who waits for the page to be active again. */
  const backAgain: (() => void)[] = [];
  /** What is done one after the other, for it takes the focus to and fro. */
  let turns = Promise.resolve();

  const mark = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.selectionHighlightBackground'),
    // What is filled in beside it is no part of the cell.
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });

  webview.options = { enableScripts: true, localResourceRoots: roots(context.extensionUri) };
  panel.iconPath = {
    light: vscode.Uri.joinPath(context.extensionUri, 'media', 'preview-light.svg'),
    dark: vscode.Uri.joinPath(context.extensionUri, 'media', 'preview-dark.svg'),
  };
  webview.html = frame(webview, context.extensionUri);

  const post = (message: Told) => void webview.postMessage(message);
  const isShown = (document: vscode.TextDocument) => document.uri.toString() === uri?.toString();
  const editorOf = () => vscode.window.visibleTextEditors.find((editor) => isShown(editor.document));
  const documentOf = () => (uri === undefined ? undefined : opened(uri.toString()));
  const asking = createAsking(refresh, PAUSE);

  const changes = createChanges<vscode.TextEdit>({
    barred,
    version: (of) => opened(of)?.version,
    ask: (change, version) => askHow(server, change, version),
    apply,
    done(id, of, version) {
      made.push({ id, uri: of, version });
      asking.now();
    },
    refused: (id, words) => post({ type: 'refused', id, words }),
    told: (words) => post({ type: 'told', words }),
    restless: vscode.l10n.t('The text is being changed all the time. Please try again.'),
  });

  /** Asks for the page of the text as it now is. */
  async function refresh(): Promise<void> {
    uri ??= shownBy(vscode.window.activeTextEditor);
    const document = documentOf();
    panel.title = uri === undefined ? vscode.l10n.t('Form') : vscode.l10n.t('Form {0}', nameOf(uri));
    if (document === undefined) {
      return post({ type: 'note', text: vscode.l10n.t('Open a report to see it here.') });
    }
    const client = server.client;
    if (client === undefined) {
      const stopped = server.phase === 'stopped';
      if (stopped) post({ type: 'note', text: vscode.l10n.t('The gouji service is stopped.') });
      return;
    }
    try {
      const textDocument = client.code2ProtocolConverter.asTextDocumentIdentifier(document);
      const known = had;
      const params = { textDocument, known };
      const page = await client.sendRequest<Page | null>('gouji/preview', params);
      // Another document is shown by now, or another text: its page is asked for already.
      if (!isShown(document)) return;
      if (page === null) return post({ type: 'note', text: vscode.l10n.t('This document is no report.') });
      // A window that was loaded anew meanwhile has nothing any more, and has asked again.
      if (page.version !== document.version || known !== had) return;
      show(document, page);
    } catch {
      // The text changed meanwhile, or the server ended: either is heard of by another event.
    }
  }

  function show(document: vscode.TextDocument, { title, style, reports }: Page): void {
    const own = document.uri.toString();
    const isIn = (change: (typeof made)[number]) =>
      change.uri !== own || change.version === undefined || change.version <= document.version;
    const first = made.findIndex((change) => !isIn(change));
    const shown = first < 0 ? made : made.slice(0, first);
    settled = shown.at(-1)?.id ?? settled;
    made = made.slice(shown.length);
    had = reports.map(({ id }) => id);
    post({ type: 'page', uri: own, title, style, reports, settled });
    const editor = editorOf();
    if (editor === undefined) return;
    if (placed !== editor.document) follow(editor);
    placed = editor.document;
    select(editor);
  }

  /** Shows another document. */
  function turn(editor: vscode.TextEditor | undefined): void {
    const other = shownBy(editor);
    if (other === undefined || other.toString() === uri?.toString()) return;
    uri = other;
    placed = undefined;
    post({ type: 'turn' });
    asking.now();
  }

  /** Shows the page from where the text is shown from. */
  function follow(editor: vscode.TextEditor): void {
    const line = editor.visibleRanges[0]?.start.line;
    if (line !== undefined) post({ type: 'scroll', line });
  }

  function select(editor: vscode.TextEditor): void {
    const { line, character } = editor.selection.active;
    // Who fills in looks at another place than where the cursor of the text happens to stand.
    post({ type: 'select', line, character, reveal: !panel.active });
  }

  function heard(said: Said): void {
    switch (said.type) {
      case 'ready':
        made = [];
        had = [];
        settled = 0;
        return asking.now();
      case 'scrolled':
        return scrolled(said.line);
      case 'at':
        return lead(said.at);
      case 'go':
        return void go(said.from, said.to, said.focus);
      case 'set':
      case 'paste':
        return changes.push(said);
      case 'back':
        if (documentOf() === undefined) return post({ type: 'keys', keys: [] });
        return inTurn((document) => undo(document, said.way));
      case 'save':
        return inTurn(save);
      case 'repairs':
        return void offer(said.at);
      case 'repair':
        return inTurn((document) => repairAt(server, document, said.at));
    }
  }

  function scrolled(to: number): void {
    const editor = editorOf();
    if (editor === undefined) return;
    led = Date.now();
    const line = Math.max(0, Math.min(Math.floor(to), editor.document.lineCount - 1));
    editor.revealRange(new vscode.Range(line, 0, line, 0), vscode.TextEditorRevealType.AtTop);
  }

  /** Where the text stands, or can stand beside the page. */
  function columnOfText(): vscode.ViewColumn {
    const beside =
      panel.viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One;
    return editorOf()?.viewColumn ?? beside;
  }

  /** Selects what was clicked on. */
  async function go(from: Place, to: Place, focus: boolean): Promise<void> {
    if (uri === undefined) return;
    led = Date.now();
    const selection = new vscode.Range(from.line, from.character, to.line, to.character);
    await vscode.window.showTextDocument(uri, {
      viewColumn: columnOfText(),
      preserveFocus: !focus,
      selection,
    });
  }

  /** Marks in the text where the user is in the form. The cursor of the text stays: who goes there finds it so. */
  function lead({ from, to }: Range): void {
    const editor = editorOf();
    if (editor === undefined || !panel.active) return;
    led = Date.now();
    const range = new vscode.Range(from.line, from.character, to.line, to.character);
    editor.setDecorations(mark, [range]);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  function inTurn(act: (document: vscode.TextDocument) => Thenable<unknown>): void {
    const document = documentOf();
    if (document === undefined) return;
    turns = turns
      .then(() => act(document))
      .then(
        () => undefined,
        (error: unknown) => void vscode.window.showErrorMessage(String(error)),
      );
  }

  /** Has a command of the text editor run in the text, and comes back to the page. */
  async function asText(document: vscode.TextDocument, command: string): Promise<void> {
    await vscode.window.showTextDocument(document, { viewColumn: columnOfText(), preview: false });
    await vscode.commands.executeCommand(command);
    panel.reveal(panel.viewColumn);
    post({ type: 'focus' });
  }

  /** The same for what is undone: what is typed meanwhile is the form's. */
  async function undo(document: vscode.TextDocument, way: 'undo' | 'redo'): Promise<void> {
    const keys: string[] = [];
    try {
      await keysMeanwhile(keys, async () => {
        await asText(document, way);
        if (!panel.active) await new Promise<void>((resolve) => backAgain.push(resolve));
      });
    } finally {
      post({ type: 'keys', keys });
    }
  }

  async function save(document: vscode.TextDocument): Promise<void> {
    // What has no name yet is asked for one.
    if (document.isUntitled) await asText(document, 'workbench.action.files.save');
    else await document.save();
  }

  async function offer(at: Range): Promise<void> {
    const document = documentOf();
    if (document === undefined) return;
    // Where the text changes meanwhile, the page that follows asks anew.
    const repairs = await repairsAt(server, document, at).catch(() => []);
    post({ type: 'repairs', at, titles: repairs.map(({ title }) => title) });
  }

  const listening = vscode.Disposable.from(
    asking,
    mark,
    panel.onDidChangeViewState(() => {
      if (!panel.active) return editorOf()?.setDecorations(mark, []);
      backAgain.splice(0).forEach((resolve) => resolve());
    }),
    webview.onDidReceiveMessage(heard),
    server.onDidChangePhase(() => asking.now()),
    vscode.workspace.onDidOpenTextDocument((document) => isShown(document) && asking.soon()),
    vscode.workspace.onDidChangeTextDocument((event) => isShown(event.document) && asking.soon()),
    // What is wrong is judged anew when settings change, too.
    vscode.languages.onDidChangeDiagnostics((event) => {
      if (event.uris.some((changed) => changed.toString() === uri?.toString())) asking.soon();
    }),
    vscode.window.onDidChangeActiveTextEditor(turn),
    vscode.window.onDidChangeTextEditorSelection((event) => {
      if (isShown(event.textEditor.document)) select(event.textEditor);
    }),
    vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
      // Who is in the form stays at their cell, whatever the text does.
      const isEcho = panel.active || Date.now() - led < ECHO;
      if (isShown(textEditor.document) && !isEcho) follow(textEditor);
    }),
  );

  return {
    reveal(editor) {
      // Who asks for what is there already wants to fill it in.
      const isThere = editor === undefined || isShown(editor.document);
      panel.reveal(undefined, !isThere);
      if (isThere) post({ type: 'focus' });
      turn(editor);
    },
    looked: () => (panel.active ? documentOf() : undefined),
    close: () => panel.dispose(),
    dispose: () => listening.dispose(),
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
