// Writing: a new report, tables, everything mended at once, data for others.

import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { ALL_AT_ONCE, LOST_AT, LUDANG, ROW_LOST } from './samples';
import { UPPER, workbench } from './shared';

const row = (text: string) => workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: text });

describe('writing', () => {
  it('begins with a new report, of which only blanks are missing', async () => {
    const { page } = workbench;
    const box = page.locator('.quick-input-widget');
    const type = async (words: string) => {
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(words);
    };
    await workbench.command('勾稽: 新建年度报告');
    await box.filter({ hasText: '机关全称' }).waitFor();
    await type('云溪县/丁香镇');
    await box.filter({ hasText: '机关名称里不能有这样的字符' }).waitFor();
    await type('云溪县柳河镇人民政府');
    await box.filter({ hasText: '机关全称' }).waitFor();
    await workbench.picture('new');
    await workbench.picture('walkthrough/new', UPPER);
    await page.keyboard.press('Enter');
    await box.filter({ hasText: '报告年份' }).waitFor();
    assert.equal(await box.locator('input[type=text]').inputValue(), String(new Date().getFullYear() - 1));
    await type('2024');
    await page.keyboard.press('Enter');
    await row('保存时再定').waitFor();
    await page.keyboard.press('Enter');
    const name = '云溪县柳河镇人民政府2024年政府信息公开工作年度报告.md';
    await page.locator('.tab.active', { hasText: name }).waitFor();
    await workbench.status.waitFor();
    await workbench.editor.locator('.view-line', { hasText: '一、总体情况' }).waitFor();
    await workbench.picture('new report');
    const saved = await workbench.save(name);
    for (const words of [
      '柳河镇',
      '2024年',
      '（七）总计',
      '四、结转下年度继续办理',
      '六、其他需要报告的事项',
    ]) {
      assert.ok(saved.includes(words), words);
    }
  });

  for (const [table, last] of [
    ['表二', '行政事业性收费'],
    ['表三', '结转下年度继续办理'],
    ['表四', '复议后起诉'],
  ] as const) {
    it(`inserts ${table}`, async () => {
      await workbench.open(`插表/${table}.gkbg`);
      await workbench.status.waitFor();
      await workbench.command('勾稽: 插入表格');
      await row(table).click();
      await workbench.page.locator('.tab.active.dirty').waitFor();
      await workbench.picture(`insert ${table}`);
      assert.match(await workbench.save(`插表/${table}.gkbg`), new RegExp(last));
    });
  }

  for (const [how, typed] of [
    ['its initials in pinyin', 'bnxs'],
    ['its characters', '新收'],
  ] as const) {
    it(`puts in a row that is missing by ${how}`, async () => {
      const { page, editor } = workbench;
      await workbench.open(ROW_LOST, LOST_AT, 3);
      await page.keyboard.insertText(typed.slice(0, -1));
      await page.keyboard.type(typed.slice(-1));
      const offer = page
        .locator('.suggest-widget.visible .monaco-list-row', { hasText: '一、本年新收' })
        .first();
      await offer.waitFor();
      await workbench.picture(`complete ${typed}`);
      await page.keyboard.press('Enter');
      // The first stop is the first figure; Tab goes to the next.
      await page.keyboard.type('9');
      await page.keyboard.press('Tab');
      await page.keyboard.type('2');
      await page.keyboard.press('Escape');
      // Wrapped, the row would be two lines of the view.
      await workbench.command('View: Toggle Word Wrap');
      const row = editor.locator('.view-line', { hasText: '一、本年新收' });
      await row.filter({ hasText: /9[\s\u00a0|]+2/ }).waitFor();
      await workbench.picture(`completed ${typed}`);
      await workbench.command('View: Toggle Word Wrap');
      await workbench.command('File: Revert File');
      await page.locator('.tab.active:not(.dirty)').waitFor();
    });
  }

  it('is over for everything that is certain at one stroke', async () => {
    await workbench.open(ALL_AT_ONCE);
    await workbench.status.filter({ hasText: '勾稽：2 处问题' }).waitFor();
    await workbench.command('勾稽: 修正可以确定的问题');
    const toast = workbench.page.locator('.notification-toast', { hasText: '已修正' });
    await toast.filter({ hasText: '行“2”改为“1”' }).waitFor();
    await workbench.status.filter({ has: workbench.page.locator('.codicon-check') }).waitFor();
    await workbench.page.keyboard.press('Control+z');
    await workbench.status.filter({ hasText: '勾稽：2 处问题' }).waitFor();
    await workbench.page.keyboard.press('Control+y');
    await workbench.save(ALL_AT_ONCE);
  });

  it('gives the figures to Excel', async () => {
    const { page } = workbench;
    await workbench.open(LUDANG);
    await workbench.status.filter({ hasText: '勾稽：3 处问题' }).waitFor();
    await workbench.command('勾稽: 导出');
    await row('CSV').first().click();
    await page.locator('.quick-input-widget', { hasText: '导出' }).getByText('OK').waitFor();
    await workbench.picture('export');
    await page.keyboard.press('Enter');
    await page.locator('.notification-toast', { hasText: '已导出到' }).waitFor();
    const file = path.join(workbench.folder, LUDANG.replace('.txt', '.csv'));
    assert.match(fs.readFileSync(file, 'utf8'), /^\uFEFF.*年政府信息公开工作年度报告\r\n/);
    await workbench.command('Notifications: Clear All Notifications');
  });
});
