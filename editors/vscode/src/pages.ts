// The pages of the rules, as documents of the scheme `gouji-rule`: `gouji-rule:/zh/totals/balance.md`.
//
// They come from the program, so they say what its rules do. package.json shows them as rendered Markdown.

import * as vscode from 'vscode';
import { run } from './program';
import { PAGES } from './settings';

/** Lets the pages be opened. */
export function providePages(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(PAGES, {
    async provideTextDocumentContent(uri) {
      const [, lang, ...rule] = uri.path.replace(/\.md$/, '').split('/');
      if (lang === undefined || rule.length === 0) return undefined;
      try {
        const args = ['explain', rule.join('/'), '--lang', lang, '--color', 'never'];
        return (await run(context, args)).output;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  });
}
