// A report with slips, from opening it to the last squiggle.

import * as assert from 'node:assert/strict';
import { CRLF, DINGXIANG, textOf } from './samples';
import { EDITOR, MAIN, workbench } from './shared';

describe('a report with slips', () => {
  it('has squiggles, rows among the problems and a count in the status bar', async () => {
    const { page, editor, status } = workbench;
    const rows = page.locator('.markers-panel .monaco-list-row');
    await rows.filter({ hasText: '应有 7 个数，只有 6 个' }).first().waitFor();
    await rows.filter({ hasText: 'totals/slip' }).first().waitFor();
    await editor.locator('.squiggly-error').first().waitFor();
    await status.filter({ hasText: '勾稽：2 处问题' }).waitFor();
    await workbench.picture('problems');
    await workbench.picture('walkthrough/problems', MAIN);
  });

  it('tells of itself in the tooltip of the status bar', async () => {
    const { page, status } = workbench;
    await status.hover();
    const tip = page.locator('.monaco-hover', { hasText: '云溪县丁香镇人民政府' });
    await tip.filter({ hasText: '2024年 · 2021年格式 · 一格一行、前有制表符的表格' }).waitFor();
    await tip.filter({ hasText: '2 处错误' }).waitFor();
    await workbench.picture('status');
    await workbench.editor.hover();
    await tip.waitFor({ state: 'hidden' });
  });

  it('says under the pointer what the figure is and what is wrong with it', async () => {
    const { page } = workbench;
    await workbench.open(DINGXIANG, 338, 2);
    await workbench.command('Show or Focus Hover');
    const hover = page.locator('.monaco-hover:not(.hidden)', { hasText: '应为 1，填的是 2' });
    await hover.filter({ hasText: '四、结转下年度继续办理' }).waitFor();
    await workbench.picture('hover');
    await page.keyboard.press('Escape');
  });

  it('opens the page of a rule from its problem', async () => {
    const { page } = workbench;
    const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'totals/slip' }).first();
    await problem.getByText('totals/slip').click({ modifiers: ['Control'] });
    const shown = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    await shown.locator('h1', { hasText: '一处笔误，使几条勾稽关系不成立' }).waitFor();
    await workbench.picture('rule');
    await page.keyboard.press('Control+F4');
  });

  it('is mended by the first offer, and the squiggles go', async () => {
    const { page, editor, status } = workbench;
    await workbench.open(DINGXIANG, 338, 2);
    await workbench.offer('由 2 改为 1');
    for (const other of ['标为已核实', '整理成对齐的表格']) {
      await page.locator('.action-widget .monaco-list-row', { hasText: other }).first().waitFor();
    }
    await workbench.picture('fix');
    await workbench.picture('walkthrough/fix', EDITOR);
    await page.keyboard.press('Enter');
    await status.filter({ hasText: '勾稽：1 处问题' }).waitFor();
    await workbench.goto(335, 2);
    await workbench.offer('补上“总计”：12');
    await page.keyboard.press('Enter');
    await editor.locator('.squiggly-error').first().waitFor({ state: 'detached' });
    await status.filter({ has: page.locator('.codicon-check') }).waitFor();
    await workbench.picture('mended');
    const saved = await workbench.save(DINGXIANG);
    assert.equal(saved.split('\n').length, textOf(DINGXIANG).split('\n').length + 1);
  });

  it('keeps its line ends, \\r\\n, when it is mended', async () => {
    const { page, status } = workbench;
    await workbench.open(CRLF, 335, 2);
    await status.filter({ hasText: '勾稽：2 处问题' }).waitFor();
    await workbench.offer('补上“总计”：12');
    await page.keyboard.press('Enter');
    await status.filter({ hasText: '勾稽：1 处问题' }).waitFor();
    const saved = await workbench.save(CRLF);
    assert.equal(saved.replace(/\r\n/g, '').match(/[\r\n]/), null);
    assert.equal(saved.split('\r\n').length, textOf(CRLF).split('\r\n').length + 1);
  });
});
