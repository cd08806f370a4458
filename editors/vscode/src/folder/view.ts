// The reports of a folder, each with how it stands, in a table that leads to them.
//
// Invariants: the rows are those of the last check; what stands in an editor is told anew as it changes. What a row
// leads to is the first finding of its report as it now is.

import * as vscode from 'vscode';
import type { Row, Said, Told } from '../../webview/folder/rows';
import { exportSummary } from '../commands/exportSummary';
import { fixAll, mendAll } from '../commands/fixAll';
import { complain } from '../commands/report';
import { roots } from '../frame';
import type { Server } from '../server';
import { type DocumentStatus, counted } from '../status';
import { type Checked, check } from './check';
import { frame } from './frame';

/** The view of folders, as the rest of the extension sees it. */
export interface FolderView extends vscode.Disposable {
  /** Checks the reports of the folders that are open, or of one of them, and shows how they stand. */
  check(folder?: vscode.Uri): Promise<void>;
}

/** The view's name. */
const VIEW = 'gouji.folder';

/** Between a change of what was found in a report and the next question to the server, in ms. */
const PAUSE = 200;

/** A report that is listed. */
interface Listed {
  uri: vscode.Uri;
  status: DocumentStatus;
  fixable: boolean;
  first: vscode.Range | undefined;
}

export function provideFolderView(context: vscode.ExtensionContext, server: Server): FolderView {
  let panel: vscode.WebviewPanel | undefined;
  let folder: vscode.Uri | undefined;
  let reports = new Map<string, Listed>();
  const waiting = new Map<string, NodeJS.Timeout>();

  async function checked(within?: vscode.Uri): Promise<void> {
    const found = await check(server, within);
    // The server has said that there is none.
    if (found === undefined || found.length === 0) return;
    folder = within;
    const converter = server.client?.protocol2CodeConverter;
    if (converter === undefined) return;
    const listed = ({ uri, status, fixable, first }: Checked): [string, Listed] => {
      const known = converter.asUri(uri);
      const range = first === null ? undefined : converter.asRange(first);
      return [known.toString(), { uri: known, status, fixable: fixable > 0, first: range }];
    };
    reports = new Map(found.map(listed));
    if (panel === undefined) panel = opened();
    else panel.reveal();
    tell(true);
  }

  function opened(): vscode.WebviewPanel {
    const options = { enableScripts: true, localResourceRoots: roots(context.extensionUri) };
    const made = vscode.window.createWebviewPanel(VIEW, '', vscode.ViewColumn.Active, {
      ...options,
      enableFindWidget: true,
      retainContextWhenHidden: true,
    });
    made.webview.onDidReceiveMessage((said: Said) => void heard(said).catch(complain));
    made.onDidDispose(() => {
      panel = undefined;
      reports = new Map();
    });
    made.webview.html = frame(made.webview, context.extensionUri);
    return made;
  }

  const post = (message: Told) => void panel?.webview.postMessage(message);

  function tell(focus: boolean): void {
    if (panel === undefined) return;
    const name = folder === undefined ? undefined : vscode.workspace.asRelativePath(folder);
    const title =
      name === undefined ? vscode.l10n.t('Reports checked') : vscode.l10n.t('Reports checked: {0}', name);
    panel.title = title;
    post({
      type: 'rows',
      rows: [...reports].map(([key, one]) => row(key, one)),
      title,
      summary: summary(),
      focus,
    });
  }

  /** How all of them stand, in a few words. */
  function summary(): string {
    const all = [...reports.values()].map(({ status }) => status);
    const sum = (of: (status: DocumentStatus) => number) => all.reduce((sum, status) => sum + of(status), 0);
    const faulty = sum(({ errors, warnings }) => (errors + warnings > 0 ? 1 : 0));
    if (faulty === 0) return vscode.l10n.t('{0} reports, no problems', all.length);
    const found = counted({
      errors: sum(({ errors }) => errors),
      warnings: sum(({ warnings }) => warnings),
      notes: 0,
    });
    return vscode.l10n.t('{0} reports, {1} with problems: {2}', all.length, faulty, found);
  }

  async function heard(said: Said): Promise<void> {
    switch (said.type) {
      case 'ready':
        return tell(true);
      case 'again':
        return checked(folder);
      case 'summary':
        return exportSummary(context, folder);
      case 'fixAll':
        return mendAll([...reports.values()].filter(({ fixable }) => fixable).map(({ uri }) => uri));
      case 'open':
        return void (await shown(said.uri));
      case 'fix': {
        const document = await shown(said.uri);
        if (document !== undefined) await fixAll(document);
      }
    }
  }

  /** Opens a report at its first finding. */
  async function shown(key: string): Promise<vscode.TextDocument | undefined> {
    const report = reports.get(key);
    if (report === undefined) return undefined;
    const selection = report.first ?? new vscode.Range(0, 0, 0, 0);
    const viewColumn = panel?.viewColumn ?? vscode.ViewColumn.Active;
    return (await vscode.window.showTextDocument(report.uri, { viewColumn, selection })).document;
  }

  /** Tells how a report now stands, if it is open: what is not stays as it was checked. */
  async function again(key: string): Promise<void> {
    const client = server.client;
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === key);
    if (client === undefined || document === undefined) return;
    const params = { textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document) };
    const status = await client.sendRequest<DocumentStatus | null>('gouji/status', params).catch(() => null);
    const report = reports.get(key);
    // The text has changed meanwhile, or the server ended: either is heard of by another event.
    if (status === null || report === undefined) return;
    const first = firstOf(document.uri);
    // What is left when there is less to be found is what could not be mended.
    const fixable = report.fixable && status.errors + status.warnings >= grave(report.status);
    const now = { ...report, status, first, fixable };
    reports.set(key, now);
    post({ type: 'row', row: row(key, now), summary: summary() });
  }

  const changes = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
    for (const key of uris.map((uri) => uri.toString()).filter((key) => reports.has(key))) {
      clearTimeout(waiting.get(key));
      waiting.set(
        key,
        setTimeout(() => (waiting.delete(key), void again(key)), PAUSE),
      );
    }
  });

  return {
    check: checked,
    dispose() {
      changes.dispose();
      waiting.forEach((timer) => clearTimeout(timer));
      panel?.dispose();
    },
  };
}

function row(key: string, { uri, status, fixable }: Listed): Row {
  const { reports, errors, warnings, coverage } = status;
  const { cells, equations, figures } = coverage;
  return {
    uri: key,
    agency: reports[0]?.agency ?? vscode.l10n.t('(unknown)'),
    year: reports[0]?.year ?? null,
    errors,
    warnings,
    cells: [cells.read, cells.expected],
    equations: [equations.hold, equations.expected],
    figures: [figures.bound, figures.prose],
    file: vscode.workspace.asRelativePath(uri, false),
    fixable,
  };
}

const grave = ({ errors, warnings }: DocumentStatus) => errors + warnings;

/** The first error or warning in a document; where there is none, the first note. */
function firstOf(uri: vscode.Uri): vscode.Range | undefined {
  const found = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'gouji');
  const rank = ({ severity }: vscode.Diagnostic) => (severity > vscode.DiagnosticSeverity.Warning ? 1 : 0);
  found.sort((a, b) => rank(a) - rank(b) || a.range.start.compareTo(b.range.start));
  return found[0]?.range;
}
