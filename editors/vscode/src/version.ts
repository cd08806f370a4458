// Which gouji runs, and whether it is the one that this extension was made with.

import * as vscode from 'vscode';
import type { Server } from './server';

/** The version of the extension. */
export function ownVersion(context: vscode.ExtensionContext): string {
  return (context.extension.packageJSON as { version: string }).version;
}

/** The version of the server that runs. */
export function serverVersion(server: Server): string | undefined {
  return server.client?.initializeResult?.serverInfo?.version;
}

/** Says which versions run, to be copied into a report of a fault. */
export async function showVersion(context: vscode.ExtensionContext, server: Server): Promise<void> {
  const service = serverVersion(server) ?? vscode.l10n.t('not running');
  const said = vscode.l10n.t('gouji extension {0}, service {1}', ownVersion(context), service);
  const copy = vscode.l10n.t('Copy');
  if ((await vscode.window.showInformationMessage(said, copy)) === copy) {
    const host = `VS Code ${vscode.version}, ${process.platform}-${process.arch}`;
    await vscode.env.clipboard.writeText(`${said}, ${host}\n${server.program ?? ''}`);
  }
}

/** Warns each time a server of another version is started, which a setting can bring about. */
export function compareVersions(context: vscode.ExtensionContext, server: Server): vscode.Disposable {
  return server.onDidChangePhase(async (phase) => {
    const [own, other] = [ownVersion(context), serverVersion(server)];
    if (phase !== 'running' || own === other) return;
    const settings = vscode.l10n.t('Settings');
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t(
        'The gouji service is version {0}, the extension is version {1}. Some things may not work.',
        other ?? '?',
        own,
      ),
      settings,
    );
    if (chosen === settings) {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'gouji.server.path');
    }
  });
}
