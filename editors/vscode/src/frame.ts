// The page of a window of the extension. Nothing but its own script runs in it, and it reaches nothing.

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** What stands in a page. */
export interface Content {
  /** The file with its style, in `media`, and that with its script, in `dist`. */
  style: string;
  script: string;
  lang: string;
  /** What the element `body` says to the script, and what is in it. */
  data?: string;
  body: string;
}

/** Where a window finds what it is made of. */
export const roots = (extension: vscode.Uri): vscode.Uri[] =>
  ['media', 'dist'].map((folder) => vscode.Uri.joinPath(extension, folder));

export function framed(webview: vscode.Webview, extension: vscode.Uri, content: Content): string {
  // Nobody can tell beforehand what is let by.
  const nonce = randomBytes(16).toString('base64url');
  const policy = [
    "default-src 'none'",
    ...['script-src', 'style-src'].map((what) => `${what} 'nonce-${nonce}'`),
    ...['base-uri', 'form-action'].map((what) => `${what} 'none'`),
  ];
  const at = (...path: string[]) => webview.asWebviewUri(vscode.Uri.joinPath(extension, ...path)).toString();
  const { style, script, lang, data = '', body } = content;
  return `<!DOCTYPE html>
<html lang="${escaped(lang)}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <style nonce="${nonce}" id="style"></style>
    <link nonce="${nonce}" rel="stylesheet" href="${at('media', style)}">
  </head>
  <body data-words="${escaped(data)}">
    ${body}
    <script nonce="${nonce}" src="${at('dist', script)}"></script>
  </body>
</html>`;
}

export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}
