// A report that comes from Word and goes back there.

import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { DINGXIANG, textOf } from './samples';
import { workbench } from './shared';
import { gouji, readAnew } from './sheet';

const NAME = '丁香镇来文';
const SLIP = 'applications/carried_out/natural_person';

describe('a report of Word', () => {
  const inFolder = (name: string) => path.join(workbench.folder, name);

  before('comes as a document', () => {
    workbench.write(`${NAME}.txt`, textOf(DINGXIANG));
    gouji('export', inFolder(`${NAME}.txt`), '--to', 'docx', '--output', inFolder(`${NAME}.docx`));
    workbench.remove(`${NAME}.txt`);
  });

  it('is imported from the explorer, as text that is not saved yet', async () => {
    const { page, editor } = workbench;
    // Where it is opened the explorer shows it, though the window cannot.
    await workbench.show(`${NAME}.docx`);
    const file = page.locator('.explorer-folders-view .monaco-list-row', { hasText: `${NAME}.docx` });
    const item = page.locator('.monaco-menu .action-item', { hasText: '导入为年报文本' });
    const tab = page.locator('.tab.active', { hasText: `${NAME}.md` });
    const chosen = async () => {
      await file.click({ button: 'right' });
      await item.waitFor();
      await workbench.picture('word import');
      await item.click();
      return tab.waitFor({ timeout: 5000 }).then(
        () => true,
        () => false,
      );
    };
    // VS Code passes over what is chosen from a menu that it has not quite opened.
    while (!(await chosen()));
    await editor
      .locator('.view-line', { hasText: '人民政府2024年政府信息公开工作年度报告' })
      .first()
      .waitFor();
    await workbench.status.filter({ hasText: /勾稽：\d+ 处问题/ }).waitFor();
    await workbench.picture('word imported');
    assert.equal(fs.existsSync(inFolder(`${NAME}.md`)), false);
  });

  it('is mended as any other, and exported again', async () => {
    const { page } = workbench;
    assert.equal(readAnew(`${NAME}.docx`)[SLIP], '2');
    workbench.remove(`${NAME}.docx`);
    await workbench.command('勾稽: 修正可以确定的问题');
    await page.locator('.notification-toast', { hasText: '修正' }).first().waitFor();
    await workbench.command('勾稽: 导出为 Word');
    await page.locator('.quick-input-widget', { hasText: '导出' }).getByText('OK').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.notification-toast', { hasText: `已导出到 ${NAME}.docx` }).waitFor();
    await workbench.command('Notifications: Clear All Notifications');
    const found = readAnew(`${NAME}.docx`);
    assert.equal(found[SLIP], '1');
    assert.equal(Object.values(found).filter((text) => text === '').length, 0);
    await workbench.command('File: Revert and Close Editor');
  });
});
