// The figures of the text that were held against no cell, for the reviewer to tick off by eye.
//
// Invariants: the list is that of the report that is being looked at, as its text now is, and it is there only where it
// has something in it. A figure stays ticked as long as the words around it stay as they are, wherever they are moved.

import * as vscode from 'vscode';
import type { Previews } from './preview';
import type { Server } from './server';
import { DOCUMENTS } from './server';

/** What the server says of a figure. */
interface Fact {
  range: { start: vscode.Position; end: vscode.Position };
  text: string;
  state: 'agrees' | 'contradicts' | 'open' | 'unbound';
  before: string;
  behind: string;
}

/** A figure to be ticked off. */
interface Figure extends Fact {
  uri: vscode.Uri;
  /** By what it is known again: its words, and which of those with the same words it is. */
  id: string;
}

/** The view's name, and that of the condition under which it is shown. */
const VIEW = 'gouji.unlinked';

/** Leads to a figure; it is for the view alone. */
const GO = 'gouji.client.goToFigure';

/** So many characters before a figure are shown. */
const NEAR = 6;

/** Between a key and the next question to the server. */
const PAUSE = 120;

/** Shows the view as long as the extension runs. */
export function showUnlinked(
  context: vscode.ExtensionContext,
  server: Server,
  previews: Previews,
): vscode.Disposable {
  const kept = context.workspaceState;
  const changed = new vscode.EventEmitter<void>();
  let figures: Figure[] = [];
  let asked = 0;
  let timer: NodeJS.Timeout | undefined;

  const view = vscode.window.createTreeView<Figure>(VIEW, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (parent) => (parent === undefined ? figures : []),
      getTreeItem: (figure) => item(figure, ticked(figure.uri).has(figure.id)),
    },
  });

  const place = (uri: vscode.Uri) => `${VIEW}:${uri.toString()}`;
  const ticked = (uri: vscode.Uri) => new Set(kept.get<string[]>(place(uri), []));
  /** The report that is being looked at, as text or in the preview. */
  const looked = () => vscode.window.activeTextEditor?.document ?? previews.looked();

  async function refresh(): Promise<void> {
    clearTimeout(timer);
    const asking = ++asked;
    const document = looked();
    const client = server.client;
    if (document === undefined || vscode.languages.match(DOCUMENTS, document) === 0 || client === undefined) {
      return show([]);
    }
    try {
      const params = { textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document) };
      const facts = await client.sendRequest<Fact[] | null>('gouji/facts', params);
      if (asking === asked) show(unlinked(document.uri, facts ?? []));
    } catch {
      // The text changed meanwhile, or the server ended: either is heard of by another event.
    }
  }

  function show(now: Figure[]): void {
    figures = now;
    void vscode.commands.executeCommand('setContext', VIEW, now.length > 0);
    count();
    changed.fire();
  }

  /** Says how many are still to be ticked off. */
  function count(): void {
    const left = figures.filter(({ uri, id }) => !ticked(uri).has(id)).length;
    view.description = left === 0 ? vscode.l10n.t('all ticked') : vscode.l10n.t('{0} left', left);
  }

  async function tick(items: readonly [Figure, vscode.TreeItemCheckboxState][]): Promise<void> {
    const uri = items[0]?.[0].uri;
    if (uri === undefined) return;
    const now = ticked(uri);
    for (const [{ id }, state] of items) {
      if (state === vscode.TreeItemCheckboxState.Checked) now.add(id);
      else now.delete(id);
    }
    // What is in the text no more is forgotten, so that this does not grow without end.
    const there = figures.filter((figure) => figure.uri.toString() === uri.toString());
    const still = there.map(({ id }) => id).filter((id) => now.has(id));
    await kept.update(place(uri), still.length > 0 ? still : undefined);
    count();
  }

  const again = () => void refresh();
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(again, PAUSE);
  };
  again();
  return vscode.Disposable.from(
    view,
    changed,
    vscode.commands.registerCommand(GO, go),
    { dispose: () => clearTimeout(timer) },
    view.onDidChangeCheckboxState(({ items }) => tick(items)),
    server.onDidChangePhase(again),
    vscode.window.onDidChangeActiveTextEditor(again),
    vscode.workspace.onDidChangeTextDocument((event) => event.document === looked() && soon()),
    // What the project's file says changes what is read, too.
    vscode.languages.onDidChangeDiagnostics((event) => {
      const shown = looked()?.uri.toString();
      if (event.uris.some((uri) => uri.toString() === shown)) soon();
    }),
  );
}

/** Those of the figures that were held against no cell. */
function unlinked(uri: vscode.Uri, facts: Fact[]): Figure[] {
  const seen = new Map<string, number>();
  return facts
    .filter(({ state }) => state === 'unbound')
    .map((fact) => {
      const words = `${fact.before}【${fact.text}】${fact.behind}`;
      const before = seen.get(words) ?? 0;
      seen.set(words, before + 1);
      return { ...fact, uri, id: before === 0 ? words : `${words}${before}` };
    });
}

function item(figure: Figure, isTicked: boolean): vscode.TreeItem {
  const { uri, id, text, before, behind } = figure;
  const near = shortened(before);
  const item = new vscode.TreeItem({
    label: `${near}${text}${behind}`,
    highlights: [[near.length, near.length + text.length]],
  });
  item.tooltip = `${before}【${text}】${behind}`;
  item.id = `${uri.toString()} ${id}`;
  item.description = vscode.l10n.t('line {0}', figure.range.start.line + 1);
  item.checkboxState = isTicked
    ? vscode.TreeItemCheckboxState.Checked
    : vscode.TreeItemCheckboxState.Unchecked;
  item.command = { command: GO, title: vscode.l10n.t('Go to the text'), arguments: [figure] };
  return item;
}

/** The end of what stands before a figure, so that the figure is seen where the view is narrow. */
function shortened(before: string): string {
  const characters = [...before];
  return characters.length > NEAR ? `…${characters.slice(-NEAR).join('')}` : before;
}

/** Selects a figure in the text. Whoever goes through the list stays in it. */
async function go({ uri, range: { start, end } }: Figure): Promise<void> {
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  const shown = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === uri.toString(),
  );
  const viewColumn = shown?.viewColumn ?? vscode.ViewColumn.One;
  await vscode.window.showTextDocument(uri, { viewColumn, preserveFocus: true, selection });
}
