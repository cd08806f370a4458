// The form and the text under a clerk in a hurry: after any keys in both, a reload, a restart of the service and another
// window on the file, what the text has is what the form shows and what a new reading of the file finds.

import * as assert from 'node:assert/strict';
import * as path from 'node:path';
import { FORM_SESSION } from './samples';
import { workbench } from './shared';
import { cell, fillIn, frame, holds, keys, saved, shown } from './sheet';
import { press, untilKnown } from './typing';

/** How many keys; more of them may be asked for. */
const KEYS = Number(process.env['GOUJI_FORM_KEYS'] ?? 300);
const SEED = Number(process.env['GOUJI_FORM_SEED'] ?? 1);

/** Numbers that look as if drawn by lot, and are the same each time. */
function lots(seed: number): () => number {
  let state = seed;
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let drawn = Math.imul(state ^ (state >>> 15), state | 1);
    drawn ^= drawn + Math.imul(drawn ^ (drawn >>> 7), drawn | 61);
    return ((drawn ^ (drawn >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What is pressed, and how often compared to the others. */
const PRESSED: [key: string, often: number][] = [
  ...[...'0123456789'].map((digit): [string, number] => [digit, 4]),
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'].map((key): [string, number] => [key, 4]),
  ...[
    ['Tab', 16] as const,
    ['Shift+Tab', 2] as const,
    ['Enter', 10] as const,
    ['Shift+Enter', 2] as const,
  ].map(([key, often]): [string, number] => [key, often]),
  ...['F2', 'Escape', 'Delete', 'Backspace', 'Home', 'End', 'Control+Home', 'x', '.'].map(
    (key): [string, number] => [key, 1],
  ),
  ...['Shift+ArrowDown', 'Shift+ArrowRight', 'Control+d', 'Control+r', 'Control+c', 'Control+v'].map(
    (key): [string, number] => [key, 2],
  ),
  ...['Control+z', 'Control+y', 'Control+x', 'Alt+='].map((key): [string, number] => [key, 1]),
];

/** What is pressed in the text: figures, and the ways between them. */
const WRITTEN: [key: string, often: number][] = [
  ...[...'0123456789'].map((digit): [string, number] => [digit, 3]),
  ...['Tab', 'Enter'].map((key): [string, number] => [key, 8]),
  ...['Shift+Tab', 'ArrowUp', 'ArrowDown', 'Backspace', 'Control+z', 'Control+y'].map(
    (key): [string, number] => [key, 2],
  ),
];

/** What happens in a session, and what is done in it. */
const PARTS = ['form', 'text', 'restart', 'form', 'reload', 'form', 'text', 'window', 'form'] as const;
const WRITING = PARTS.filter((part) => part === 'form' || part === 'text').length;

const START = 'applications/received/natural_person';

describe('the form', () => {
  const pressed: string[] = [];
  const draw = lots(SEED);

  /** Presses keys that are drawn by lot. */
  async function write(among: typeof PRESSED): Promise<void> {
    const all = among.flatMap(([key, often]) => Array.from({ length: often }, () => key));
    for (let key = 0; key < KEYS / WRITING; key += 1) {
      const next = all[Math.floor(draw() * all.length)]!;
      pressed.push(next);
      await keys(next);
    }
    await keys('Escape');
  }

  /** Writes into the text, from a figure that is drawn by lot. */
  async function writeText(): Promise<void> {
    const { page, editor } = workbench;
    await workbench.command('View: Focus First Editor Group');
    const lines = workbench.onDisk(FORM_SESSION).split('\n');
    const first = lines.findIndex((line) => line.includes('一、本年新收'));
    await workbench.goto(first + 1 + Math.floor(draw() * 20));
    await editor.and(page.locator('.focused')).waitFor();
    await untilKnown();
    await press('Tab');
    await write(WRITTEN);
    await cell(START).click();
  }

  async function reload(): Promise<void> {
    const address = new URL(workbench.page.url());
    address.searchParams.delete('payload');
    await workbench.page.goto(address.href, { waitUntil: 'domcontentloaded' });
    await cell(START).click();
  }

  async function restart(): Promise<void> {
    await workbench.command('勾稽: 重新启动检查服务');
    await cell(START).click();
  }

  /** Has somebody write into the same file in a window of their own. */
  async function otherWindow(): Promise<void> {
    const { page } = workbench;
    const other = await page.context().newPage();
    try {
      await other.goto(page.url(), { waitUntil: 'domcontentloaded' });
      const form = other.locator('iframe.webview.ready').contentFrame().frameLocator('#active-frame');
      await form.locator(`td[data-cell="disputes/reconsideration/upheld"]`).click();
      for (const key of ['4', '2', 'Enter']) await other.keyboard.press(key);
      await form
        .locator('td[data-cell="disputes/reconsideration/upheld"]:not(.typed)', { hasText: '42' })
        .waitFor();
      await other.keyboard.press('Control+s');
      const dirty = `.tab.dirty[data-resource-name="${path.basename(FORM_SESSION)}"]`;
      await other.locator(dirty).waitFor({ state: 'detached' });
    } finally {
      await other.close();
    }
    await page.bringToFront();
    await holds('disputes/reconsideration/upheld', '42');
    await cell(START).click();
  }

  it(`has what the text has after ${KEYS} keys in both, a reload, a restart and another window`, async function () {
    this.timeout(180_000 + KEYS * 600);
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await fillIn(FORM_SESSION, START);
    let filled = 0;
    try {
      for (const part of PARTS) {
        if (part === 'form') await write(PRESSED);
        if (part === 'text') await writeText();
        filled = await agree();
        if (part === 'restart') await restart();
        if (part === 'reload') await reload();
        if (part === 'window') await otherWindow();
      }
      assert.ok(filled > 10, `${filled} figures`);
    } catch (error) {
      console.log(`    seed ${SEED}: ${pressed.join(' ')}`);
      throw error;
    }
  });

  /** Saves; then the text, the form and a new reading have to say the same: so many figures. */
  async function agree(): Promise<number> {
    // Keys are held while the text undoes.
    await frame().locator('#page:not([aria-busy])').waitFor();
    // Tab may have led out of the form, where Ctrl+S is not its own.
    await cell(START).click();
    const found = await saved(FORM_SESSION);
    // What was refused stands in the form alone, and is marked.
    const refused = await frame()
      .locator('td.refused')
      .evaluateAll((cells) => cells.map((one) => one.getAttribute('data-cell') ?? ''));
    const form = await shown();
    for (const name of refused) form[name] = found[name] ?? '';
    // Of a row that was broken in the text the form has the cells all the same.
    for (const [name, text] of Object.entries(form)) if (text === '') found[name] ??= '';
    assert.deepEqual(form, found);
    return Object.values(found).filter((text) => text !== '').length;
  }
});
