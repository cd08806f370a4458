// The item in the status bar: how the report that is being looked at stands.
//
// Invariant: it is shown for reports, and for nothing else; and it says ✓ only after the server has read the text
// as it is, and where all of it could be checked.

import * as vscode from 'vscode';
import type { Previews } from './preview';
import type { Server } from './server';
import { DOCUMENTS } from './server';

/** What the server says of a document. */
export interface DocumentStatus {
  reports: ReportStatus[];
  errors: number;
  warnings: number;
  notes: number;
  coverage: {
    complete: boolean;
    words: string;
    cells: { read: number; expected: number };
    equations: { hold: number; expected: number };
    figures: { bound: number; prose: number };
  };
}

/** What it says of a report. */
interface ReportStatus {
  agency: string | null;
  year: number | null;
  format: string;
  shapes: string[];
}

/** Reading takes longer than this only where it is worth being told. */
const PATIENCE = 300;

/** Shows the item as long as the extension runs; `seen` is done whenever a report is looked at. */
export function showStatus(server: Server, previews: Previews, seen: () => void): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('gouji', vscode.StatusBarAlignment.Left, 0);
  item.name = '勾稽 gouji';
  item.command = 'gouji.client.menu';
  let asked = 0;
  let known: { document: vscode.TextDocument; status: DocumentStatus } | undefined;

  /** The report that is being looked at, as text or in the preview. */
  const looked = () => vscode.window.activeTextEditor?.document ?? previews.looked();

  async function refresh(): Promise<void> {
    const asking = ++asked;
    const document = looked();
    if (document === undefined || vscode.languages.match(DOCUMENTS, document) === 0) {
      return show(undefined);
    }
    const client = server.client;
    if (client === undefined) {
      if (document.languageId !== 'gov-report' && known?.document !== document) return show(undefined);
      return unwell();
    }
    const waiting = setTimeout(() => asking === asked && known?.document === document && busy(), PATIENCE);
    try {
      const params = { textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document) };
      const status = await client.sendRequest<DocumentStatus | null>('gouji/status', params);
      if (asking !== asked) return;
      known = status === null ? undefined : { document, status };
      show(known);
    } catch {
      // The text changed meanwhile, or the server ended: either is heard of by another event.
    } finally {
      clearTimeout(waiting);
    }
  }

  function show(report: typeof known): void {
    // What is done to a text is offered where the text is; the preview has offers of its own.
    const text = report?.document === vscode.window.activeTextEditor?.document ? report : undefined;
    void vscode.commands.executeCommand('setContext', 'gouji.report', text !== undefined);
    if (report === undefined) return item.hide();
    seen();
    const wrong = report.status.errors + report.status.warnings;
    const well = report.status.coverage.complete ? '$(check)' : '$(dash)';
    item.text = wrong === 0 ? `${vscode.l10n.t('gouji')} ${well}` : vscode.l10n.t('gouji: {0} found', wrong);
    item.tooltip = tooltip(report.status);
    item.backgroundColor = undefined;
    item.show();
  }

  function busy(): void {
    item.text = `$(loading~spin) ${vscode.l10n.t('gouji: checking')}`;
    item.backgroundColor = undefined;
    item.show();
  }

  function unwell(): void {
    const starting = server.phase === 'starting';
    item.text = starting
      ? `$(loading~spin) ${vscode.l10n.t('gouji: starting')}`
      : `$(error) ${vscode.l10n.t('gouji: stopped')}`;
    item.tooltip = starting ? undefined : vscode.l10n.t('The gouji service is stopped. Click to restart it.');
    item.backgroundColor = starting ? undefined : new vscode.ThemeColor('statusBarItem.errorBackground');
    item.show();
  }

  const again = () => void refresh();
  const concerns = (document: vscode.TextDocument) => document === looked();
  again();
  return vscode.Disposable.from(
    item,
    server.onDidChangePhase(again),
    vscode.window.onDidChangeActiveTextEditor(again),
    vscode.workspace.onDidChangeTextDocument((event) => concerns(event.document) && again()),
    vscode.languages.onDidChangeDiagnostics((event) => {
      const shown = looked()?.uri.toString();
      if (event.uris.some((uri) => uri.toString() === shown)) again();
    }),
  );
}

function tooltip(status: DocumentStatus): vscode.MarkdownString {
  const { reports } = status;
  const text = new vscode.MarkdownString();
  for (const { agency, year, format, shapes } of reports.slice(0, 3)) {
    text.appendText(agency ?? vscode.l10n.t('Agency not found')).appendMarkdown('\n\n');
    const facts = [year === null ? undefined : vscode.l10n.t('Year {0}', year), format, ...shapes];
    text.appendText(facts.filter((fact) => fact !== undefined).join(' · ')).appendMarkdown('\n\n');
  }
  if (reports.length > 3) text.appendText('…').appendMarkdown('\n\n');
  const nothing = status.coverage.complete
    ? vscode.l10n.t('Nothing found')
    : vscode.l10n.t('Nothing found in what could be checked');
  text.appendText(counted(status) || nothing).appendMarkdown('\n\n');
  return text.appendText(status.coverage.words);
}

/** How many findings there are of each severity; no words where there are none. */
export function counted({
  errors,
  warnings,
  notes,
}: Pick<DocumentStatus, 'errors' | 'warnings' | 'notes'>): string {
  const parts = [
    errors > 0 && vscode.l10n.t('errors: {0}', errors),
    warnings > 0 && vscode.l10n.t('warnings: {0}', warnings),
    notes > 0 && vscode.l10n.t('notes: {0}', notes),
  ].filter((part) => part !== false);
  return parts.join(vscode.l10n.t(', '));
}
