// The page around what the server sends. Nothing but its own script runs in it, and it reaches nothing.

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Words } from '../../webview/messages';

/** Where the window finds what it is made of. */
export const roots = (extension: vscode.Uri): vscode.Uri[] =>
  ['media', 'dist'].map((folder) => vscode.Uri.joinPath(extension, folder));

export function frame(webview: vscode.Webview, extension: vscode.Uri): string {
  // Nobody can tell beforehand what is let by.
  const nonce = randomBytes(16).toString('base64url');
  const policy = [
    "default-src 'none'",
    ...['script-src', 'style-src'].map((what) => `${what} 'nonce-${nonce}'`),
    ...['base-uri', 'form-action'].map((what) => `${what} 'none'`),
  ];
  const at = (...path: string[]) => webview.asWebviewUri(vscode.Uri.joinPath(extension, ...path)).toString();
  const said = words();
  const button = (id: 'zeros' | 'sums', key: string) =>
    `<button id="${id}" type="button" title="${escaped(`${said[id]} (${key})`)}">${escaped(said[id])}</button>`;
  return `<!DOCTYPE html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <style nonce="${nonce}" id="style"></style>
    <link nonce="${nonce}" rel="stylesheet" href="${at('media', 'preview.css')}">
  </head>
  <body data-words="${escaped(JSON.stringify(said))}">
    <header id="head" hidden>
      <div id="said" aria-live="polite"><b id="name"></b> <span id="wrong"></span> <span id="about"></span></div>
      <div id="alert" role="alert"></div>
      <button id="repair" type="button" hidden></button>
      ${button('sums', 'Alt+=')}
      ${button('zeros', 'Alt+0')}
    </header>
    <div id="page"></div>
    <input id="edit" type="text" inputmode="decimal" autocomplete="off" spellcheck="false" hidden>
    <p id="note" role="status" hidden></p>
    <script nonce="${nonce}" src="${at('dist', 'form.js')}"></script>
  </body>
</html>`;
}

function words(): Words {
  return {
    hint: vscode.l10n.t('Click a figure and type. Tab goes on, Enter goes down, F2 edits.'),
    blank: vscode.l10n.t('blank'),
    uncertain: vscode.l10n.t(
      'It is not certain which column this figure belongs to: please mend it in the text.',
    ),
    sum: vscode.l10n.t('The parts add up to {0}: Tab or Enter takes that.'),
    repair: vscode.l10n.t('{0} (Ctrl+.)'),
    repairs: vscode.l10n.t('{0} – {1} ways in all (Ctrl+.)'),
    zeros: vscode.l10n.t('Put 0 into blanks'),
    sums: vscode.l10n.t('Take totals'),
  };
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}
