// Lets a person try the extension on a copy of the sample reports: in the desktop VS Code if there is one, otherwise
// in a browser, served on this machine only.

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { CACHE, PACKAGE, REPORTS } from './host/paths';
import { startServer } from './host/server';
import { SETTINGS } from './host/settings';
import { setUp } from './host/setup';

const PORT = 8429;

const folder = path.join(CACHE, 'try/年报');
fs.rmSync(folder, { recursive: true, force: true });
fs.cpSync(path.join(REPORTS, 'try'), folder, { recursive: true });

try {
  if (hasCode()) desktop();
  else await served();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

function hasCode(): boolean {
  try {
    execFileSync('code', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function desktop(): void {
  console.log(`Installing the extension into VS Code: code --install-extension ${PACKAGE}`);
  execFileSync('code', ['--install-extension', PACKAGE, '--force'], { stdio: 'inherit' });
  execFileSync('code', ['--new-window', folder], { stdio: 'inherit' });
  console.log('VS Code has opened a copy of the sample reports. To take the extension out again:');
  console.log('  code --uninstall-extension gouji.gouji');
}

async function served(): Promise<void> {
  console.log('There is no command "code" here, so VS Code is served to a browser.');
  setUp({ browser: false });
  const root = path.join(CACHE, 'try/profile');
  const server = await startServer({ root, settings: SETTINGS, packages: [PACKAGE], port: PORT });
  console.log(`
Open in a browser:

  ${server.url}/?folder=${encodeURI(folder)}

The reports are copies of tests/reports/try; change them as you like. Ctrl-C ends it.`);
  const end = () => void server.stop().then(() => process.exit(0));
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  server.process.once('exit', () => {
    console.log('VS Code has ended.');
    process.exit(0);
  });
}
