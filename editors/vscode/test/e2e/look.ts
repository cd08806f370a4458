// What else shows in the window: the outline, folds, formatting, and nothing where nothing should be.

import * as assert from 'node:assert/strict';
import { BAIHUA, LICHUAN, LUDANG, NOTES, UNALIGNED } from './samples';
import { UPPER, workbench } from './shared';

describe('a report in the window', () => {
  it('has a tick where nothing is wrong, and the outline of its sections', async () => {
    const { page, status, editor } = workbench;
    await workbench.open(BAIHUA);
    await status.filter({ has: page.locator('.codicon-check') }).waitFor();
    assert.equal(await editor.locator('[class*=squiggly]').count(), 0);
    await workbench.command('Focus on Outline View');
    const outline = page.locator('.outline-tree .monaco-list-row');
    await outline.filter({ hasText: '二、主动公开政府信息情况' }).waitFor();
    await workbench.picture('outline');
    await workbench.picture('walkthrough/open', UPPER);
  });

  it('tells warnings and notes apart from errors', async () => {
    const { page, editor, status } = workbench;
    await workbench.open(LUDANG, 24, 13);
    await status.filter({ hasText: '勾稽：3 处问题' }).waitFor();
    await editor.locator('.squiggly-warning').first().waitFor();
    await editor.locator('.squiggly-info').first().waitFor();
    await page.locator('.markers-panel .monaco-list-row', { hasText: '请核实' }).first().waitFor();
    await workbench.picture('notes');
  });

  it('has sums beside the rows and above each table how it stands', async () => {
    const { page, editor } = workbench;
    await workbench.open(LICHUAN, 47);
    await editor.locator('.codelens-decoration', { hasText: '条不成立' }).first().waitFor();
    await editor
      .locator('.view-line', { hasText: /合计\s\d+\s✓/ })
      .first()
      .waitFor();
    await workbench.picture('hints');
    await page.keyboard.press('Control+Home');
  });

  it('folds by sections', async () => {
    const { page, editor } = workbench;
    await workbench.open(LICHUAN, 3);
    await workbench.command('Fold All');
    await editor.locator('.view-line', { hasText: '## 三、收到和处理' }).waitFor();
    await editor.locator('.view-line', { hasText: '## 六、' }).waitFor();
    await workbench.picture('folded');
    await workbench.command('Unfold All');
    await editor.locator('.view-line', { hasText: '（一）主动公开' }).waitFor();
    await page.keyboard.press('Control+Home');
  });

  it('is aligned by formatting, and nothing but blanks changes', async () => {
    const before = workbench.onDisk(UNALIGNED);
    await workbench.open(UNALIGNED, 30);
    await workbench.picture('unaligned');
    await workbench.command('Format Document');
    await workbench.page.locator('.tab.active.dirty').waitFor();
    await workbench.picture('aligned');
    const after = await workbench.save(UNALIGNED);
    const bare = (text: string) => text.replace(/[ -]/g, '');
    assert.equal(bare(after), bare(before));
    const widths = after.split('\n').filter((line) => /^\| [一二（]/.test(line));
    assert.equal(new Set(widths.map(width)).size, 1);
  });

  it('is nothing to a file that is no report', async () => {
    await workbench.open(NOTES);
    await workbench.status.waitFor({ state: 'hidden' });
    assert.equal(await workbench.editor.locator('[class*=squiggly]').count(), 0);
  });
});

/** Columns that a line takes: two for a Chinese character. */
function width(line: string): number {
  return [...line].reduce((sum, character) => sum + (/[\u1100-\uffe6]|[“”]/.test(character) ? 2 : 1), 0);
}
