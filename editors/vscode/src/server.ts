// Keeps the server running.
//
// Invariant: the phase always says what is so, and a server that ended without being asked to is either being
// started again or has been reported to the user: it is never silently gone.

import * as path from 'node:path';
import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
} from 'vscode-languageclient/node';
import { Failure, locate } from './program';
import { asking } from './reviewed/mark';
import { serverOptions } from './settings';

/** How the server is. */
export type Phase = 'starting' | 'running' | 'stopped';

/** The server, as the rest of the extension sees it. */
export interface Server extends vscode.Disposable {
  readonly phase: Phase;
  /** The client; none unless the server runs. */
  readonly client: LanguageClient | undefined;
  readonly onDidChangePhase: vscode.Event<Phase>;
  /** The program that was started last. */
  readonly program: string | undefined;
  start(): Promise<void>;
  stop(): Promise<void>;
  showLog(): void;
}

/** Seconds to wait before the server is started again: longer each time, and not without end. */
const DELAYS = [0, 1, 2, 4, 8];

/** A server that ran for so many seconds was well; delays begin anew. */
const WELL = 180;

/** The documents that the server is told of. It is silent on those that are no report. */
export const DOCUMENTS = ['file', 'untitled', 'vscode-vfs'].flatMap((scheme) => [
  ...['gov-report', 'markdown', 'plaintext'].map((language) => ({ scheme, language })),
  { scheme, pattern: '**/gouji.toml' },
]);

/** A server that is not started yet. */
export function createServer(context: vscode.ExtensionContext): Server {
  const log = vscode.window.createOutputChannel('勾稽 gouji');
  const trace = vscode.window.createOutputChannel('勾稽 gouji (trace)');
  const phases = new vscode.EventEmitter<Phase>();
  let phase: Phase = 'stopped';
  let client: LanguageClient | undefined;
  let program: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let crashes = 0;

  function enter(next: Phase): void {
    phase = next;
    phases.fire(next);
  }

  async function start(): Promise<void> {
    crashes = 0;
    await halt();
    await launch();
  }

  async function stop(): Promise<void> {
    await halt();
    enter('stopped');
  }

  /** Ends the server that runs, and the waiting for the next. */
  async function halt(): Promise<void> {
    clearTimeout(timer);
    const old = client;
    client = undefined;
    if (old !== undefined) await old.dispose(2000).catch((error) => log.appendLine(String(error)));
  }

  async function launch(): Promise<void> {
    enter('starting');
    try {
      program = await locate(context);
    } catch (error) {
      log.appendLine(String(error));
      enter('stopped');
      void complain(error instanceof Failure ? error.message : String(error));
      return;
    }
    const started = Date.now();
    let ended = false;
    const fresh: LanguageClient = new LanguageClient(
      'gouji',
      '勾稽 gouji',
      // Not in the folder that is open: a system may look for what a program needs where it is started.
      { command: program, args: ['lsp'], options: { cwd: path.dirname(program) } },
      options(log, trace, () => {
        if (ended || client !== fresh) return;
        ended = true;
        client = undefined;
        crashed(started);
      }),
    );
    client = fresh;
    log.appendLine(`${new Date().toISOString()} ${program} lsp`);
    try {
      await fresh.start();
      if (client === fresh) enter('running');
    } catch (error) {
      log.appendLine(String(error));
      if (ended || client !== fresh) return;
      ended = true;
      client = undefined;
      crashed(started);
    }
  }

  /** The server ended and nobody asked it to. */
  function crashed(started: number): void {
    if (Date.now() - started > WELL * 1000) crashes = 0;
    const delay = DELAYS[crashes];
    crashes += 1;
    if (delay === undefined) {
      enter('stopped');
      void complain(
        vscode.l10n.t('The gouji service ended {0} times in a row and has been stopped.', crashes),
      );
      return;
    }
    log.appendLine(`${new Date().toISOString()} the server ended; it is started again in ${delay} s`);
    enter('starting');
    timer = setTimeout(() => void launch(), delay * 1000);
  }

  async function complain(what: string): Promise<void> {
    const restart = vscode.l10n.t('Restart');
    const show = vscode.l10n.t('Show log');
    const settings = vscode.l10n.t('Settings');
    const chosen = await vscode.window.showErrorMessage(what, restart, show, settings);
    if (chosen === restart) await start();
    if (chosen === show) log.show();
    if (chosen === settings)
      await vscode.commands.executeCommand('workbench.action.openSettings', 'gouji.server');
  }

  return {
    get phase() {
      return phase;
    },
    get client() {
      return phase === 'running' ? client : undefined;
    },
    get program() {
      return program;
    },
    onDidChangePhase: phases.event,
    start,
    stop,
    showLog: () => log.show(),
    dispose() {
      clearTimeout(timer);
      phases.dispose();
      log.dispose();
      trace.dispose();
    },
  };
}

function options(
  log: vscode.OutputChannel,
  trace: vscode.OutputChannel,
  closed: () => void,
): LanguageClientOptions {
  return {
    documentSelector: DOCUMENTS,
    initializationOptions: () => serverOptions(vscode.workspace.getConfiguration('gouji')),
    outputChannel: log,
    traceOutputChannel: trace,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // Starting again is done above, with a wait; the client is told that everything is seen to.
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        closed();
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    },
    middleware: {
      async provideCodeActions(document, range, context, token, next) {
        return (await next(document, range, context, token))?.map((action) => asking(document, action));
      },
      workspace: {
        // What the server asks for is what the user set, and what only this extension knows.
        async configuration(params, token, next) {
          const answers = await next(params, token);
          if (!Array.isArray(answers)) return answers;
          return answers.map((answer: unknown, at) =>
            params.items[at]?.section === 'gouji' ? serverOptions(answer as object) : answer,
          );
        },
      },
    },
  };
}
