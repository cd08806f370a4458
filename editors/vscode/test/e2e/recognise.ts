// A report under a name for which another language is set: it is asked once.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { DINGXIANG, NOTES, textOf } from './samples';
import { workbench } from './shared';

describe('a report for which another language is set', () => {
  it('is shown as a report if the user says so, and the next one without a question', async () => {
    const { page, folder } = workbench;
    const names = ['统计一.txt', '统计二.txt'];
    for (const name of names) workbench.write(name, textOf(DINGXIANG));
    const language = page.locator('.statusbar-item[id="status.editor.mode"]');
    await workbench.open(NOTES);
    await language.filter({ hasText: 'Plain Text' }).waitFor();
    const settings = path.join(folder, '.vscode/settings.json');
    fs.mkdirSync(path.dirname(settings), { recursive: true });
    const associations = Object.fromEntries(names.map((name) => [name, 'plaintext']));
    fs.writeFileSync(
      settings,
      JSON.stringify({ 'files.associations': { ...associations, [NOTES]: 'json' } }),
    );
    // The workbench watches the file of settings and takes it in when it comes to it: only a report that is opened
    // after that is one for which another language is set.
    await language.filter({ hasText: 'JSON' }).waitFor();
    await workbench.open(names[0]!);
    const question = page.locator('.notification-toast', { hasText: '其他语言' });
    await question.waitFor();
    await language.filter({ hasText: 'Plain Text' }).waitFor();
    await workbench.picture('another language');
    await question.getByRole('button', { name: '按年度报告显示' }).click();
    await language.filter({ hasText: '政府信息公开年报' }).waitFor();
    await workbench.open(names[1]!);
    await language.filter({ hasText: '政府信息公开年报' }).waitFor();
    fs.rmSync(settings);
  });
});
