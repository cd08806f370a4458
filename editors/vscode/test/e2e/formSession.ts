// The form under a clerk in a hurry: after any keys, what the text has is what the form shows and what a new reading
// of the file finds.

import * as assert from 'node:assert/strict';
import { FORM_SESSION } from './samples';
import { workbench } from './shared';
import { fillIn, frame, keys, saved, shown } from './sheet';

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

describe('the form', () => {
  it(`has what the text has after ${KEYS} keys`, async function () {
    this.timeout(60_000 + KEYS * 400);
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await fillIn(FORM_SESSION, 'applications/received/natural_person');
    const draw = lots(SEED);
    const all = PRESSED.flatMap(([key, often]) => Array.from({ length: often }, () => key));
    const pressed: string[] = [];
    for (let key = 0; key < KEYS; key += 1) {
      const next = all[Math.floor(draw() * all.length)]!;
      pressed.push(next);
      await keys(next);
      // The text is undone by its own editor: the form has the keys again when that is done.
      if (/^Control\+[zy]$/.test(next)) await frame().locator('#page:not([aria-busy])').waitFor();
    }
    try {
      await keys('Escape');
      const found = await saved(FORM_SESSION);
      await frame().locator('td.typed:not(.refused)').first().waitFor({ state: 'detached' });
      // What was refused stands in the form alone, and is marked.
      const refused = await frame()
        .locator('td.refused')
        .evaluateAll((cells) => cells.map((one) => one.getAttribute('data-cell') ?? ''));
      const form = await shown();
      for (const name of refused) form[name] = found[name] ?? '';
      assert.deepEqual(form, found);
      assert.ok(Object.values(found).filter((text) => text !== '').length > 10);
    } catch (error) {
      console.log(`    seed ${SEED}: ${pressed.join(' ')}`);
      throw error;
    }
  });
});
