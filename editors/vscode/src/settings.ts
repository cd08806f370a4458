// What the user has set, as the server wants to hear it.
//
// A server path counts only where the workspace is trusted: VS Code leaves out what an untrusted one sets.

import * as vscode from 'vscode';
import { PAGES } from './pages';

/** What the server is told at its start and whenever a setting changes. */
export interface ServerOptions {
  language: 'zh' | 'en';
  ruleBase: string;
}

/** The language of messages: the one that is set, otherwise that of the editor. */
export function language(): 'zh' | 'en' {
  const set = vscode.workspace.getConfiguration('gouji').get<string>('language', 'auto');
  if (set === 'zh' || set === 'en') return set;
  return vscode.env.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** The program that the user wants as server; none where the one that came with the extension will do. */
export function serverPath(): string | undefined {
  const set = vscode.workspace.getConfiguration('gouji').get<string>('server.path', '').trim();
  return set === '' ? undefined : set;
}

/** `own` is what the user set under `gouji`, which the server may know more of than this extension. */
export function serverOptions(own: object = {}): ServerOptions {
  return { ...own, language: language(), ruleBase: `${PAGES}:/${language()}` };
}
