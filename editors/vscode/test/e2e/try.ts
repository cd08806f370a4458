// `make try` once everything is built: with a desktop VS Code, of which a script stands in for the command, and without.

import * as assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { openWindow, picture, type Window } from '../host/browser';
import { CACHE, EXTENSION, PACKAGE } from '../host/paths';
import { DINGXIANG } from './samples';

const FOLDER = path.join(CACHE, 'try/年报');
const PROGRAM = path.join(EXTENSION, 'server/gouji');

describe('the trial', () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'gj-'));
  const bin = path.join(root, 'bin');
  const asked = path.join(root, 'asked');
  let trial: ChildProcess | undefined;
  let window: Window | undefined;

  before(() => {
    fs.mkdirSync(bin);
    for (const name of ['node', 'npm', 'rg', 'fc-list', 'apt-get']) {
      const folders = (process.env['PATH'] ?? '').split(path.delimiter);
      const program = folders.map((folder) => path.join(folder, name)).find((file) => fs.existsSync(file));
      if (program !== undefined) fs.symlinkSync(program, path.join(bin, name));
    }
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed' && window !== undefined)
      await picture(window.page, 'failed try');
  });

  after(async () => {
    await window?.close();
    await ended();
    fs.rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  });

  /** Starts it with what is in `bin` and nothing else, and gives what it says until it has said `last`, or ends. */
  function tried(locale: string, last?: RegExp): Promise<string> {
    const env = { PATH: bin, HOME: root, LANG: locale };
    const started = spawn(process.execPath, [path.join(EXTENSION, 'dist/test/try.mjs'), PROGRAM], { env });
    trial = started;
    let said = '';
    return new Promise((resolve, reject) => {
      const hear = (words: Buffer) => {
        said += words.toString();
        if (last?.test(said)) resolve(said);
      };
      started.stdout.on('data', hear);
      started.stderr.on('data', hear);
      started.once('exit', (code) => (code === 0 ? resolve(said) : reject(new Error(said))));
    });
  }

  async function ended(): Promise<void> {
    if (trial === undefined || trial.exitCode !== null) return;
    const gone = new Promise((resolve) => trial!.once('exit', resolve));
    trial.kill('SIGTERM');
    await gone;
  }

  it('opens the desktop VS Code at the first finding, and says little', async () => {
    const code = path.join(bin, 'code');
    const script = `require('node:fs').appendFileSync(${JSON.stringify(asked)}, JSON.stringify(process.argv.slice(2)) + '\\n')`;
    fs.writeFileSync(code, `#!${process.execPath}\n${script}`, { mode: 0o755 });
    const said = await tried('zh_CN.UTF-8');
    const calls = fs
      .readFileSync(asked, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as string[]);
    assert.deepEqual(calls, [
      ['--version'],
      ['--install-extension', PACKAGE, '--force'],
      ['--new-window', FOLDER, '--goto', `${path.join(FOLDER, DINGXIANG)}:335:2`],
    ]);
    const lines = said.trim().split('\n');
    assert.match(lines[0]!, /^4 份样例年报，\d+ 份有问题：错误 \d+ 处，警告 \d+ 处。$/);
    assert.ok(lines.length <= 4, said);
    assert.match(await tried('en_US.UTF-8'), /^4 sample reports, \d+ with findings: \d+ errors/);
    fs.rmSync(code);
  });

  it('is served to who has the address, in Chinese, at the first finding and with the walkthrough', async function () {
    this.timeout(300_000);
    const said = await tried('zh_CN.UTF-8', /Ctrl-C/);
    const address = /http:\S+/.exec(said)![0];
    assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/\?tkn=[0-9a-f]{32}&/);
    const { origin } = new URL(address);
    for (const other of [origin, `${origin}/?tkn=00000000000000000000000000000000`]) {
      assert.equal((await fetch(other)).status, 403, other);
    }
    window = await openWindow(root);
    const { page } = window;
    await page.goto(address, { waitUntil: 'domcontentloaded' });
    await page.locator('.tab', { hasText: DINGXIANG }).waitFor();
    await page.locator('.statusbar-item', { hasText: /^行 335，列 \d+$/ }).waitFor();
    await page.locator('.squiggly-error').first().waitFor();
    await page.locator('.gettingStartedContainer', { hasText: '用勾稽检查年报' }).waitFor();
    // The workbench's own words.
    await page.locator('.explorer-folders-view').waitFor();
    await page.locator('.part.sidebar', { hasText: '资源管理器' }).waitFor();
    await picture(page, 'try');
    await window.close();
    window = undefined;
    await ended();
    await assert.rejects(fetch(`${origin}/version`));
  });
});
