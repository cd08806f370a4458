// The page around the form that the server sends.

import * as vscode from 'vscode';
import type { Words } from '../../webview/messages';
import { escaped, framed } from '../frame';

export function frame(webview: vscode.Webview, extension: vscode.Uri): string {
  const said = words();
  const button = (id: 'zeros' | 'sums', key: string) =>
    `<button id="${id}" type="button" title="${escaped(`${said[id]} (${key})`)}">${escaped(said[id])}</button>`;
  const body = `<header id="head" hidden>
      <div id="said" aria-live="polite"><b id="name"></b> <span id="wrong"></span> <span id="about"></span></div>
      <div id="alert" role="alert"></div>
      <button id="repair" type="button" hidden></button>
      ${button('sums', 'Alt+=')}
      ${button('zeros', 'Alt+0')}
    </header>
    <div id="page"></div>
    <input id="edit" type="text" inputmode="decimal" autocomplete="off" spellcheck="false" hidden>
    <p id="note" role="status" hidden></p>`;
  const data = JSON.stringify(said);
  // What the server sends is in Chinese, whatever the language of the editor.
  return framed(webview, extension, { style: 'preview.css', script: 'form.js', lang: 'zh-CN', data, body });
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
