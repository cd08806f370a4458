// A finding that is right as it stands: marked with a reason, listed, and taken back.

import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { REVIEWED } from './samples';
import { workbench } from './shared';

describe('a finding that is right as it stands', () => {
  const page = () => workbench.page;
  const toast = () => page().locator('.notification-toast', { hasText: '已标为已核实' });
  const press = (words: string) => toast().locator('.monaco-button', { hasText: words }).click();
  const found = (count: number) => workbench.status.filter({ hasText: `勾稽：${count} 处问题` }).waitFor();
  const settings = () => path.join(workbench.folder, 'gouji.toml');
  const reason = () => page().locator('.quick-input-widget', { hasText: '请写明核实的情况' });
  const pane = () => page().locator('.pane', { hasText: '已核实的问题' });
  const entry = () => pane().locator('.monaco-list-row[aria-level="2"]');
  const mark = async (why: string) => {
    await workbench.open(REVIEWED, 24, 13);
    await workbench.command('勾稽: 标为已核实，不再提示');
    await reason().waitFor();
    if (why !== '') await page().keyboard.type(why);
  };

  it('is left as it is where the reason is not given but given up', async () => {
    await workbench.open(REVIEWED, 24, 13);
    await found(3);
    await mark('');
    await workbench.picture('review reason');
    await page().keyboard.press('Escape');
    await reason().waitFor({ state: 'hidden' });
    await found(3);
    assert.ok(!fs.existsSync(settings()));
  });

  it('is put aside on the disk, and taken back by the button of what says so', async () => {
    await mark('与“台账”一致');
    await page().keyboard.press('Enter');
    await found(2);
    await toast().filter({ hasText: 'gouji.toml' }).waitFor();
    assert.match(workbench.onDisk('gouji.toml'), /rule = "totals\/implausible"[^]*reason = "与“台账”一致"/);
    await workbench.picture('review told');
    await press('撤销');
    await found(3);
    // The file was made for it alone.
    while (fs.existsSync(settings())) await page().waitForTimeout(30);
  });

  it('is put aside from the light bulb too, and its entry can be shown', async () => {
    await workbench.open(REVIEWED, 24, 13);
    await found(3);
    await workbench.offer('标为已核实');
    await page().keyboard.press('Enter');
    await reason().waitFor();
    await page().keyboard.press('Enter');
    await found(2);
    await press('查看记录');
    await page().locator('.tab.active', { hasText: 'gouji.toml' }).waitFor();
    await page()
      .locator('.statusbar-item', { hasText: /^Ln 3, Col/ })
      .waitFor();
    assert.match(workbench.onDisk('gouji.toml'), /reason = "" # 请在引号内写明理由/);
  });

  it('is listed below the explorer, and leads to the report', async () => {
    await workbench.command('勾稽: 已核实的问题');
    await entry().filter({ hasText: '现行有效件数至少应为 2' }).filter({ hasText: '未写理由' }).waitFor();
    await workbench.picture('reviewed');
    // A click is lost where the list is drawn anew between its halves.
    const tab = page().locator('.tab.active', { hasText: path.basename(REVIEWED) });
    while (!(await tab.isVisible())) {
      await entry().locator('.monaco-highlighted-label, .label-name').first().click();
      await tab.waitFor({ timeout: 5000 }).catch(() => undefined);
    }
    await page()
      .locator('.statusbar-item', { hasText: /^Ln 24, Col/ })
      .waitFor();
  });

  it('is told again where its figure changes, and the list says that it no longer holds', async () => {
    await workbench.open(REVIEWED, 24, 13);
    await page().keyboard.type('7');
    await entry().filter({ hasText: '已失效' }).waitFor();
    await workbench.picture('reviewed stale');
    await page().keyboard.press('Control+z');
    await entry().filter({ hasText: '未写理由' }).filter({ hasNotText: '已失效' }).waitFor();
    await found(2);
  });

  it('is taken back from the list', async () => {
    await entry().hover();
    await entry().locator('.action-label[aria-label*="取消核实"]').click();
    await found(3);
    await pane().waitFor({ state: 'detached' });
    assert.doesNotMatch(workbench.onDisk('gouji.toml'), /reviewed/);
    workbench.remove('gouji.toml');
  });
});
