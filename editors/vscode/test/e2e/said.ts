// A sentence that says something else than its table: both are marked, and either can be mended.

import * as assert from 'node:assert/strict';
import { SAID, SAID_AT, textOf } from './samples';
import { EDITOR, workbench } from './shared';

describe('a sentence that says something else than its table', () => {
  const { line, column } = SAID_AT;
  /** Chooses an offer of the light bulb, wherever it stands among them. */
  const choose = async (words: string) => {
    const offer = await workbench.offer(words);
    while (!/\bfocused\b/.test((await offer.getAttribute('class')) ?? '')) {
      await workbench.page.keyboard.press('ArrowDown');
    }
    await workbench.page.keyboard.press('Enter');
  };
  const isMended = async (from: RegExp, to: string) => {
    await workbench.editor.locator('.squiggly-warning').first().waitFor({ state: 'detached' });
    assert.equal(await workbench.save(SAID), textOf(SAID).replace(from, to));
  };

  it('shows what the table has, marks the cell with it, and offers to mend either', async () => {
    const { page, editor } = workbench;
    await workbench.open(SAID, line, column);
    await editor.locator('.squiggly-warning').first().waitFor();
    await editor.getByText('表格为 2').waitFor();
    // The figure of the sentence and the one of the cell.
    const marks = editor.locator('.wordHighlightText, .wordHighlight, .wordHighlightStrong');
    await marks.nth(1).waitFor();
    await workbench.offer('正文改为 2');
    await page.locator('.action-widget .monaco-list-row', { hasText: '表格改为 3' }).waitFor();
    await workbench.picture('said', EDITOR);
    await page.keyboard.press('Escape');
  });

  it('is mended in the sentence', async () => {
    await choose('正文改为 2');
    await isMended(/文件3件/, '文件2件');
    await workbench.page.keyboard.press('Control+z');
    await workbench.editor.locator('.squiggly-warning').first().waitFor();
  });

  it('is mended in the table', async () => {
    await choose('表格改为 3');
    await isMended(/(行政规范性文件 \| +)2/, '$13');
    await workbench.page.keyboard.press('Control+z');
    await workbench.editor.locator('.squiggly-warning').first().waitFor();
  });

  it('is brought along from the cell', async () => {
    const cell = textOf(SAID).split('\n');
    const row = cell.findIndex((text) => text.startsWith('| 行政规范性文件'));
    await workbench.goto(row + 1, cell[row]!.search(/2/) + 1);
    await choose('按表格修正正文（1 处）');
    await isMended(/文件3件/, '文件2件');
  });
});
