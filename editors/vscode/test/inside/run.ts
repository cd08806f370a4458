// Starts a workbench that runs the tests of this folder in its extension host, as VS Code's own tests are run: the
// address names the extension and the tests, and the page reports what they print and how they end.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { FILES } from '../e2e/samples';
import { openWindow, picture } from '../host/browser';
import { EXTENSION } from '../host/paths';
import { startServer } from '../host/server';
import { MACHINE, SETTINGS } from '../host/settings';

/** Nothing takes this long unless it never ends. */
const NEVER = 180_000;

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'gj-'));
const folder = path.join(root, '年报');
for (const [name, content] of Object.entries(FILES)) {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  fs.writeFileSync(path.join(folder, name), content);
}
const server = await startServer({ root, settings: SETTINGS, machine: MACHINE, packages: [], driven: true });
const window = await openWindow(root);
let code = 1;
try {
  const remote = (file: string) => `vscode-remote://127.0.0.1:${server.port}${file}`;
  const payload = [
    ['extensionDevelopmentPath', remote(EXTENSION)],
    ['extensionTestsPath', remote(path.join(EXTENSION, 'dist/inside/index.js'))],
    ['skipWelcome', 'true'],
  ];
  const ended = new Promise<number>((resolve, reject) => {
    setTimeout(() => reject(new Error('the tests in the extension host did not end')), NEVER).unref();
    void window.page.exposeFunction('codeAutomationExit', resolve);
  });
  // The tests print in the kind `info`; errors are the host's, of modules that are not needed here.
  await window.page.exposeFunction('codeAutomationLog', (kind: string, said: unknown[]) => {
    if (kind === 'info' && !/socket|connection token/.test(String(said[0]))) console.log(...said);
  });
  const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
  await window.page.goto(`${server.url}/?${query}`, { waitUntil: 'domcontentloaded' });
  code = await ended;
} catch (error) {
  console.error(error);
  await picture(window.page, 'failed inside');
} finally {
  await window.close();
  await server.stop();
  fs.rmSync(root, { recursive: true, force: true, maxRetries: 5 });
}
process.exit(code);
