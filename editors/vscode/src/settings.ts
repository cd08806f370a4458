// What the user has set, as the server wants to hear it.
//
// Which program is run is the user's to say: VS Code leaves out what a folder sets for that.

import * as vscode from 'vscode';

/** The scheme of the pages of the rules. */
export const PAGES = 'gouji-rule';

/** What the server is told at its start and whenever a setting changes. */
export interface ServerOptions {
  ruleBase: string;
}

/** The language of what this extension asks the program for: the one that is set, otherwise that of the editor. */
export function language(): 'zh' | 'en' {
  const set = vscode.workspace.getConfiguration('gouji').get<string>('language', 'auto');
  const wanted = set === 'auto' ? vscode.env.language : set;
  return wanted.toLowerCase().startsWith('en') ? 'en' : 'zh';
}

/** The program that the user wants as server; none where the one that came with the extension will do. */
export function serverPath(): string | undefined {
  const set = vscode.workspace.getConfiguration('gouji').get<string>('server.path', '').trim();
  return set === '' ? undefined : set;
}

/** `own` is what the user set under `gouji`; to it comes where the pages of the rules are. */
export function serverOptions(own: object): ServerOptions {
  return { ...own, ruleBase: `${PAGES}:/${language()}` };
}
