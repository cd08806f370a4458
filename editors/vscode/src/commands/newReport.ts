// A new report: asks for agency, year and place, and opens it to be filled in as a document not saved yet.

import * as vscode from 'vscode';
import type { Server } from '../server';
import { fillForm } from './fillForm';
import { namedDocument, runningClient } from './report';

/** Where the new report shall be saved; none where that is decided later. */
type Place = vscode.Uri | undefined;

/** The first year for which there were such reports. */
const FIRST_YEAR = 2008;

export async function newReport(server: Server): Promise<void> {
  const title = vscode.l10n.t('New annual report');
  const agency = await vscode.window.showInputBox({
    title: `${title} (1/3)`,
    prompt: vscode.l10n.t('Full name of the agency'),
    placeHolder: vscode.l10n.t('for example 云溪县丁香镇人民政府'),
    ignoreFocusOut: true,
    validateInput: wrongAgency,
  });
  if (agency === undefined) return;
  const year = await vscode.window.showInputBox({
    title: `${title} (2/3)`,
    prompt: vscode.l10n.t('Year reported'),
    value: String(new Date().getFullYear() - 1),
    ignoreFocusOut: true,
    validateInput: wrongYear,
  });
  if (year === undefined) return;
  const chosen = await choosePlace(`${title} (3/3)`);
  if (chosen === undefined) return;
  const client = runningClient(server);
  const name = `${agency.trim()}${year.trim()}年政府信息公开工作年度报告.md`;
  const document =
    chosen.place === undefined
      ? await vscode.workspace.openTextDocument({ language: 'gov-report', content: '' })
      : await namedDocument(name, chosen.place);
  const editor = await vscode.window.showTextDocument(document);
  const asked = { agency: agency.trim(), year: Number(year.trim()) };
  await fillForm(client, editor, 'gouji/newReport', asked);
}

function wrongAgency(value: string): string | undefined {
  const name = value.trim();
  if (name === '') return vscode.l10n.t('Enter the full name of the agency.');
  if (name.length > 60) return vscode.l10n.t('This is too long for the name of an agency.');
  if (/[\\/:*?"<>|#\p{Cc}]/u.test(name))
    return vscode.l10n.t('The name of an agency has no such characters.');
  return undefined;
}

function wrongYear(value: string): string | undefined {
  const last = new Date().getFullYear();
  const year = Number(value.trim());
  if (/^\d{4}$/.test(value.trim()) && year >= FIRST_YEAR && year <= last) return undefined;
  return vscode.l10n.t('Enter a year from {0} to {1}.', FIRST_YEAR, last);
}

async function choosePlace(title: string): Promise<{ place: Place } | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const later = { label: `$(file) ${vscode.l10n.t('Decide when saving')}`, place: undefined as Place };
  const items = folders.map((folder) => ({
    label: `$(folder) ${folder.name}`,
    description: folder.uri.fsPath,
    place: folder.uri as Place,
  }));
  if (items.length === 0) return later;
  return vscode.window.showQuickPick([...items, later], {
    title,
    placeHolder: vscode.l10n.t('Where shall it be saved?'),
    ignoreFocusOut: true,
  });
}
