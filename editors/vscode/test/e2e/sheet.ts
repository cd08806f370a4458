// The form as a clerk uses it: the cells by their names, and what a new reading of the file finds there.

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Locator } from 'playwright-core';
import type { Copied } from '../clipboards';
import { workbench } from './shared';

export const keys = (...names: string[]) =>
  names.reduce((before, name) => before.then(() => workbench.page.keyboard.press(name)), Promise.resolve());

/** Each figure by its keys. */
export const figure = (text: string) => [...text];

export const frame = () =>
  workbench.page.locator('iframe.webview.ready').contentFrame().frameLocator('#active-frame');
export const cell = (name: string): Locator => frame().locator(`td[data-cell="${name}"]`);
export const line = (part: string): Locator => frame().locator(`#${part}`);

/** Waits until a cell shows this, and so that it is of the text and not only typed. */
export async function holds(name: string, text: string): Promise<void> {
  await cell(name)
    .filter({ hasText: new RegExp(`^\\s*${text}\\s*$`) })
    .and(frame().locator('td:not(.typed)'))
    .waitFor();
}

export async function isFocused(name: string): Promise<void> {
  await cell(name).and(frame().locator(':focus')).waitFor();
}

/** Opens a report, its form beside it, and goes to a cell. */
export async function fillIn(name: string, at: string): Promise<void> {
  await workbench.command('View: Focus First Editor Group');
  await workbench.command('View: Close Editors in Other Groups');
  await workbench.open(name);
  // It is there once it is known that this is a report.
  await workbench.page.locator('.editor-actions a.action-label[aria-label^="打开填报表"]').first().click();
  await cell(at).waitFor();
  await cell(at).click();
  await isFocused(at);
}

/** Saves from the form, and says what a new reading of the file finds at each cell. */
export async function saved(name: string): Promise<Record<string, string>> {
  await keys('Control+s');
  // Until then the text may not even have been changed.
  await frame().locator('td.typed:not(.refused)').first().waitFor({ state: 'detached' });
  const dirty = `.tab.dirty[data-resource-name="${path.basename(name)}"]`;
  await workbench.page.locator(dirty).waitFor({ state: 'detached' });
  return readAnew(name);
}

interface Exported {
  tables: Record<string, Record<string, Record<string, { text: string }>>>;
}

/** What the program of the extension says in the terminal. */
export function gouji(...args: string[]): string {
  const extensions = path.join(workbench.root, 'ext');
  const own = fs.readdirSync(extensions).find((folder) => folder.startsWith('gouji.gouji'))!;
  return execFileSync(path.join(extensions, own, 'server/gouji'), args, { encoding: 'utf8' });
}

export function readAnew(name: string): Record<string, string> {
  const { tables } = JSON.parse(
    gouji('export', '--to', 'json', path.join(workbench.folder, name)),
  ) as Exported;
  return Object.fromEntries(
    Object.entries(tables).flatMap(([table, rows]) =>
      Object.entries(rows).flatMap(([row, cells]) =>
        Object.entries(cells).map(([column, { text }]) => [`${table}/${row}/${column}`, text]),
      ),
    ),
  );
}

/** What the form shows at each cell. */
export const shown = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    await frame()
      .locator('td[data-cell]')
      .evaluateAll((cells) =>
        cells.map((one) => [one.getAttribute('data-cell') ?? '', (one.textContent ?? '').trim()] as const),
      ),
  );

/** Puts something on the clipboard as a program does. */
export async function copy({ text, html }: Copied): Promise<void> {
  const item = { 'text/plain': text, ...(html !== '' && { 'text/html': html }) };
  await workbench.page.evaluate(
    `navigator.clipboard.write([new ClipboardItem(Object.fromEntries(
       Object.entries(${JSON.stringify(item)}).map(([type, data]) => [type, new Blob([data], { type })])))])`,
  );
}

/** Puts a block on the clipboard as text and as a table. */
export async function clip(block: readonly (readonly string[])[]): Promise<void> {
  const text = block.map((row) => `${row.join('\t')}\r\n`).join('');
  const rows = block.map((row) => `<tr>${row.map((one) => `<td>${one}</td>`).join('')}</tr>`);
  await copy({ text, html: `<table>${rows.join('')}</table>` });
}

/** What a township has to say in its prose, in place of the hints of the template. */
export const PROSE = '本年度未发生需要另行说明的情况，各项工作按计划完成并持续改进。';

/** Has a new report made by the command, in the folder that is open. */
export async function newReport(agency: string, name: string): Promise<void> {
  const { page } = workbench;
  const input = page.locator('.quick-input-widget input[type=text]');
  await workbench.command('勾稽: 新建年度报告');
  for (const [asked, answer] of [
    ['1/3', agency],
    ['2/3', '2024'],
  ] as const) {
    await page.locator('.quick-input-widget', { hasText: asked }).waitFor();
    await input.fill(answer);
    await page.keyboard.press('Enter');
  }
  await page.locator('.quick-input-widget', { hasText: '3/3' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: name }).waitFor();
  await workbench.status.waitFor();
  await workbench.editor.locator('.view-line', { hasText: '一、总体情况' }).waitFor();
}
