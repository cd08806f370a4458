// A folder with the reports of a whole county.

import { WHOLE } from './samples';
import { PANEL, workbench } from './shared';

describe('a folder of reports', () => {
  it('is checked as a whole, and its reports stand among the problems', async () => {
    const { page } = workbench;
    const progress = page.locator('.notification-toast', { hasText: '检查年度报告' }).waitFor();
    await workbench.command('勾稽: 检查打开的文件夹中的全部年报');
    await progress;
    await page.locator('.notification-toast', { hasText: /检查了 \d+ 份报告，\d+ 份有问题/ }).waitFor();
    await workbench.picture('folder');
    await workbench.picture('walkthrough/folder', PANEL);
    await workbench.command('Notifications: Clear All Notifications');
  });

  it('is led to by the menu of a folder in the explorer', async () => {
    const { page } = workbench;
    const folder = page.locator('.explorer-folders-view .monaco-list-row', {
      hasText: WHOLE.split('/')[0]!,
    });
    const item = page.locator('.monaco-menu .action-item', { hasText: '检查此文件夹中的年报' });
    const told = page.locator('.notification-toast', { hasText: '检查了 50 份报告，未发现问题' });
    const choose = async () => {
      await folder.click({ button: 'right' });
      await item.waitFor();
      await workbench.picture('explorer');
      await item.click();
      return told.waitFor({ timeout: 5000 }).then(
        () => true,
        () => false,
      );
    };
    // VS Code passes over what is chosen from a menu that it has not quite opened.
    while (!(await choose()));
    await workbench.command('Notifications: Clear All Notifications');
  });
});
