// What was marked as reviewed in the folders that are open, to be looked at and taken back.
//
// Invariants: the list is what every gouji.toml says and what its reports now hold, and it is there only where it has
// something in it; an entry that puts nothing aside any more is told as such.

import * as vscode from 'vscode';
import { complain } from '../commands/report';
import type { Server } from '../server';
import { type Entry, entries, nameOf, showEntry, showReport, takeBack } from './entries';

/** A report, with what was reviewed in it. */
interface Report {
  file: string;
  name: string;
  entries: Entry[];
}

type Node = Report | Entry;

/** The view's name, and that of the condition under which it is shown. */
const VIEW = 'gouji.reviewed';

/** Leads to an entry; it is for the view alone. */
const GO = 'gouji.client.goToReviewed';

/** Until the server has heard of a change of which the editor tells, in ms. */
const PAUSE = 400;

/** Shows the view as long as the extension runs. */
export function showReviewed(server: Server): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  let reports: Report[] = [];
  let asked = 0;
  let timer: NodeJS.Timeout | undefined;

  const view = vscode.window.createTreeView<Node>(VIEW, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (parent) => (parent === undefined ? reports : isReport(parent) ? parent.entries : []),
      getTreeItem: (node) => (isReport(node) ? itemOf(node) : item(node)),
    },
  });

  async function refresh(): Promise<void> {
    clearTimeout(timer);
    const asking = ++asked;
    if (server.client === undefined) return;
    try {
      const found = await entries(server);
      if (asking === asked) show(found);
    } catch {
      // The server ended: that is heard of by another event.
    }
  }

  function show(found: Entry[]): void {
    const by = new Map<string, Report>();
    for (const entry of found) {
      const key = entry.uri ?? entry.file;
      const report = by.get(key) ?? { file: entry.file, name: nameOf(entry), entries: [] };
      by.set(key, report);
      report.entries.push(entry);
    }
    reports = [...by.values()];
    view.description = found.length === 0 ? '' : vscode.l10n.t('{0} in all', found.length);
    void vscode.commands.executeCommand('setContext', VIEW, found.length > 0);
    changed.fire();
  }

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), PAUSE);
  };
  const isListed = (uri: vscode.Uri) =>
    reports.some(({ entries }) => entries.some((entry) => entry.uri === uri.toString()));
  /** What a command is about: what was clicked on, or what is chosen in the view. */
  const command = (name: string, act: (entry: Entry) => Promise<unknown>) =>
    vscode.commands.registerCommand(`gouji.client.${name}`, async (node?: Node) => {
      const chosen = node ?? view.selection[0];
      if (chosen === undefined || isReport(chosen)) return;
      await act(chosen).catch(complain);
    });
  const watcher = vscode.workspace.createFileSystemWatcher('**/gouji.toml');
  void refresh();
  return vscode.Disposable.from(
    view,
    changed,
    watcher,
    { dispose: () => clearTimeout(timer) },
    vscode.commands.registerCommand(GO, (entry: Entry) => showReport(entry).catch(complain)),
    command('unmark', (entry) => takeBack(server, entry)),
    command('showReview', showEntry),
    vscode.commands.registerCommand('gouji.client.reviewed', async () => {
      if (reports.length > 0) return vscode.commands.executeCommand(`${VIEW}.focus`);
      return vscode.window.showInformationMessage(
        vscode.l10n.t('Nothing has been marked as reviewed in the folders that are open.'),
      );
    }),
    watcher.onDidChange(soon),
    watcher.onDidCreate(soon),
    watcher.onDidDelete(soon),
    server.onDidChangePhase(() => void refresh()),
    vscode.workspace.onDidChangeWorkspaceFolders(soon),
    view.onDidChangeVisibility(({ visible }) => visible && soon()),
    vscode.workspace.onDidChangeTextDocument(({ document: { uri } }) => {
      // Whether an entry still holds is of interest to who sees it.
      if (uri.path.endsWith('/gouji.toml') || (view.visible && isListed(uri))) soon();
    }),
    // What is put aside is found again where a figure has changed.
    vscode.languages.onDidChangeDiagnostics(({ uris }) => uris.some(isListed) && soon()),
  );
}

const isReport = (node: Node): node is Report => 'entries' in node;

function itemOf({ name, file }: Report): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  item.tooltip = file;
  item.contextValue = 'report';
  return item;
}

function item(entry: Entry): vscode.TreeItem {
  const { message, reason, range } = entry;
  const item = new vscode.TreeItem(message);
  const isStale = range === null;
  const stale = vscode.l10n.t('no longer there');
  const why = reason === '' ? vscode.l10n.t('no reason given') : reason;
  // Short, for the view is narrow.
  item.description = isStale ? stale : why;
  const gone = vscode.l10n.t('No longer holds: the finding is gone, or one of its figures has changed.');
  item.tooltip = [message, why, ...(isStale ? [gone] : [])].join('\n');
  item.accessibilityInformation = { label: `${message} ${item.description}` };
  item.iconPath = new vscode.ThemeIcon(isStale ? 'warning' : 'pass');
  item.contextValue = 'reviewed';
  item.command = { command: GO, title: vscode.l10n.t('Go to the text'), arguments: [entry] };
  return item;
}
