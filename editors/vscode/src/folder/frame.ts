// The page of the folder's table, without its rows.

import * as vscode from 'vscode';
import type { Key, Words } from '../../webview/folder/rows';
import { escaped, framed } from '../frame';

export function frame(webview: vscode.Webview, extension: vscode.Uri): string {
  const fix = vscode.l10n.t('Mend everything that is certain');
  const words: Words = { mend: vscode.l10n.t('Mend'), fix };
  const body = `<main>
      <h1 id="title"></h1>
      <p id="summary" role="status"></p>
      <p class="tools">
        <button id="again" type="button">${escaped(vscode.l10n.t('Check again'))}</button>
        <button id="export" type="button">${escaped(vscode.l10n.t('Export a summary…'))}</button>
        <button id="fixAll" type="button" hidden>${escaped(fix)}</button>
      </p>
      <table aria-labelledby="title">
        <thead><tr>${heads()}<td></td></tr></thead>
        <tbody id="rows"></tbody>
      </table>
    </main>`;
  const lang = vscode.env.language;
  return framed(webview, extension, {
    style: 'folder.css',
    script: 'folder.js',
    lang,
    data: JSON.stringify(words),
    body,
  });
}

function heads(): string {
  const heads: [Key, string, string][] = [
    ['agency', vscode.l10n.t('Agency'), ''],
    ['year', vscode.l10n.t('Year'), ''],
    ['errors', vscode.l10n.t('Errors'), ''],
    ['warnings', vscode.l10n.t('Warnings'), ''],
    [
      'cells',
      vscode.l10n.t('Cells read'),
      vscode.l10n.t('How many cells of the tables were read, of how many'),
    ],
    ['equations', vscode.l10n.t('Sums that hold'), vscode.l10n.t('How many equations hold, of how many')],
    [
      'figures',
      vscode.l10n.t('Figures of the text'),
      vscode.l10n.t('How many figures of the text were held against the tables, of how many'),
    ],
    ['file', vscode.l10n.t('File'), ''],
  ];
  const head = ([key, name, about]: (typeof heads)[number]) =>
    `<th scope="col" data-key="${key}"><button type="button" title="${escaped(about)}">${escaped(name)}</button></th>`;
  return heads.map(head).join('');
}
