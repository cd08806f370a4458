// The service that is killed, switched to another language, asked for its version.

import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { MACHINE } from '../host/settings';
import { LUDANG } from './samples';
import { workbench } from './shared';

describe('the service', () => {
  it('leaves no complaint of the extension in the console', () => {
    assert.deepEqual(workbench.complaints(), []);
  });

  it('is started again when it is killed', async () => {
    const { editor, status } = workbench;
    await workbench.open(LUDANG, 24, 13);
    await status.filter({ hasText: '勾稽：3 处问题' }).waitFor();
    const killed = service();
    process.kill(killed, 'SIGKILL');
    await successor(killed);
    await status.filter({ hasText: '勾稽：3 处问题' }).waitFor();
    await editor.locator('.squiggly-warning').first().waitFor();
  });

  it('says that it is stopped when it is killed again and again, and starts at a click', async function () {
    this.timeout(90_000);
    const { page, status } = workbench;
    await workbench.open(LUDANG, 24, 13);
    const stopped = status.filter({ hasText: '勾稽：已停止' });
    const killing = setInterval(() => services().forEach((pid) => process.kill(pid, 'SIGKILL')), 50);
    try {
      await stopped.waitFor({ timeout: 80_000 });
    } finally {
      clearInterval(killing);
    }
    await page.locator('.notification-toast', { hasText: '已停止' }).waitFor();
    await workbench.picture('stopped');
    await status.click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: '重新启动检查服务' }).click();
    await status.filter({ hasText: '勾稽：3 处问题' }).waitFor();
    await workbench.command('Notifications: Clear All Notifications');
  });

  it('says which version it is', async () => {
    const { page } = workbench;
    const { version } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { version: string };
    await workbench.command('勾稽: 版本');
    await page
      .locator('.notification-toast', { hasText: `勾稽扩展 ${version}，检查服务 ${version}` })
      .waitFor();
    await workbench.command('Notifications: Clear All Notifications');
  });

  it('warns of a service of another version', async () => {
    const { page, root } = workbench;
    const { version } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { version: string };
    // As long as the true one, so that the lengths of messages hold.
    const other = version.replace(/\d/g, '9');
    const program = path.join(root, 'gouji-of-another-version');
    const gouji = JSON.stringify(fs.readlinkSync(`/proc/${service()}/exe`));
    const script = `#!${process.execPath}
      const gouji = require('node:child_process').spawn(${gouji}, process.argv.slice(2));
      process.stdin.pipe(gouji.stdin);
      gouji.stdout.on('data', (said) => process.stdout.write(
        Buffer.from(said.toString('latin1').replace('"version":"${version}"', '"version":"${other}"'), 'latin1')));
      gouji.on('exit', (code) => process.exit(code));`;
    fs.writeFileSync(program, script, { mode: 0o755 });
    const settings = path.join(root, 'data/Machine/settings.json');
    const before = fs.readFileSync(settings);
    fs.writeFileSync(settings, JSON.stringify({ ...MACHINE, 'gouji.server.path': program }));
    const warning = page.locator('.notification-toast', { hasText: `服务的版本是 ${other}` });
    await warning.filter({ hasText: version }).waitFor();
    await workbench.picture('version');
    await workbench.command('Notifications: Clear All Notifications');
    const replaced = service();
    fs.writeFileSync(settings, before);
    await successor(replaced);
    await workbench.command('勾稽: 版本');
    await page.locator('.notification-toast', { hasText: `服务 ${version}` }).waitFor();
    await workbench.command('Notifications: Clear All Notifications');
  });

  it('runs no program that the opened folder brings along', async () => {
    const { root, folder } = workbench;
    const mark = path.join(root, 'was-run');
    const program = path.join(folder, 'gouji');
    fs.writeFileSync(program, `#!/bin/sh\ntouch '${mark}'\n`, { mode: 0o755 });
    const settings = path.join(folder, '.vscode/settings.json');
    fs.mkdirSync(path.dirname(settings), { recursive: true });
    fs.writeFileSync(
      settings,
      JSON.stringify({ 'gouji.server.path': program, 'gouji.language': 'en', 'editor.rulers': [7] }),
    );
    // The settings of the folder have come: this one holds.
    await workbench.open(LUDANG, 24, 13);
    await workbench.editor.locator('.view-ruler').first().waitFor({ state: 'attached' });
    const before = service();
    await workbench.command('勾稽: 重新启动检查服务');
    await successor(before);
    await workbench.status.filter({ hasText: '勾稽' }).waitFor();
    assert.ok(!fs.existsSync(mark));
    const later = service();
    fs.rmSync(settings);
    fs.rmSync(program);
    await workbench.editor.locator('.view-ruler').first().waitFor({ state: 'detached' });
    assert.equal(service(), later);
  });

  it('offers what can be done at a click on the status bar', async () => {
    const { page, status } = workbench;
    await status.click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: '修正可以确定的问题' }).waitFor();
    await workbench.picture('menu');
    await page.keyboard.press('Escape');
  });
});

/** The processes of the server that this workbench started. */
function services(): number[] {
  const ours = (pid: string) => {
    try {
      return fs.readlinkSync(`/proc/${pid}/exe`).startsWith(workbench.root);
    } catch {
      return false;
    }
  };
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && ours(name))
    .map(Number);
}

function service(): number {
  const [pid] = services();
  assert.ok(pid);
  return pid;
}

/** Waits until another process than this is the only one. */
async function successor(former: number): Promise<void> {
  for (;;) {
    const now = services();
    if (now.length === 1 && now[0] !== former) return;
    await workbench.page.waitForTimeout(50);
  }
}
