// The extension: starts the server, says how it is, and gives the commands.

import * as vscode from 'vscode';
import { exportReport, exportWord } from './commands/exportReport';
import { exportSummary } from './commands/exportSummary';
import { fixAll } from './commands/fixAll';
import { importReports } from './commands/importReport';
import { insertTable } from './commands/insertTable';
import { menu } from './commands/menu';
import { newReport } from './commands/newReport';
import { complain } from './commands/report';
import { provideFolderView } from './folder/view';
import { pasteFigures } from './figures/paste';
import { walkFigures } from './figures/tab';
import { providePages } from './pages';
import { providePreview } from './preview';
import { recognise } from './recognise';
import { createServer, type Server } from './server';
import { type Finding, markReviewed } from './reviewed/mark';
import { showReviewed } from './reviewed/view';
import { serverOptions, serverPath } from './settings';
import { showStatus } from './status';
import { showUnlinked } from './unlinked';
import { compareVersions, showVersion } from './version';
import { welcome } from './welcome';

let server: Server | undefined;

/** What the user wants as server. */
let wanted: string | undefined;

/** Called by VS Code when the extension is first needed. What is returned is for tests. */
export async function activate(context: vscode.ExtensionContext): Promise<{ server: Server }> {
  const running = createServer(context);
  server = running;
  wanted = serverPath();
  const command = (name: string, act: (at?: vscode.Uri) => Promise<void>) =>
    vscode.commands.registerCommand(`gouji.client.${name}`, (at?: vscode.Uri) => act(at).catch(complain));
  const preview = providePreview(context, running);
  const folders = provideFolderView(context, running);
  context.subscriptions.push(
    running,
    preview,
    folders,
    providePages(context),
    showStatus(running, preview, welcome(context)),
    recognise(context, running),
    showUnlinked(context, running, preview),
    showReviewed(running),
    walkFigures(running),
    pasteFigures(running),
    compareVersions(context, running),
    command('newReport', () => newReport(running)),
    command('insertTable', () => insertTable(running)),
    command('fixAll', () => fixAll()),
    vscode.commands.registerCommand('gouji.client.markReviewed', (at?: Finding | vscode.Uri) =>
      // A menu tells of the file alone.
      markReviewed(running, at instanceof vscode.Uri ? undefined : at).catch(complain),
    ),
    command('export', () => exportReport(context, preview.looked())),
    command('exportWord', () => exportWord(context, preview.looked())),
    // The explorer tells of the file at which the menu was opened, and of all that are selected.
    vscode.commands.registerCommand('gouji.client.import', (at?: vscode.Uri, all?: vscode.Uri[]) =>
      importReports(context, all ?? (at === undefined ? [] : [at])).catch(complain),
    ),
    command('checkWorkspace', () => folders.check()),
    command('checkFolder', (folder) => folders.check(folder)),
    command('exportSummary', (folder) => exportSummary(context, folder)),
    command('restart', () => running.start()),
    command('showLog', async () => running.showLog()),
    command('version', () => showVersion(context, running)),
    command('menu', () => menu(running)),
    vscode.workspace.onDidChangeConfiguration((event) => settingsChanged(event, running)),
  );
  await running.start();
  return { server: running };
}

/** Called by VS Code at its end. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}

async function settingsChanged(event: vscode.ConfigurationChangeEvent, running: Server): Promise<void> {
  const program = serverPath();
  // VS Code tells also of what a folder sets and what does not count.
  if (program !== wanted) {
    wanted = program;
    await running.start();
  } else if (event.affectsConfiguration('gouji')) {
    const own = vscode.workspace.getConfiguration('gouji');
    const told = { settings: { gouji: serverOptions(own) } };
    // A server that ends meanwhile is told when it is started again.
    await running.client?.sendNotification('workspace/didChangeConfiguration', told).catch(() => undefined);
  }
}
