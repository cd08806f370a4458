// Sets up a real VS Code without a desktop: the server and workbench inside the npm package code-server, with
// Chromium to look at it. What is there already is left as it is; what is installed is said.

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { EXTENSION, VSCODE, WORKBENCH } from './paths';

/** The Node that the workbench was made for. */
const NODE_MAJOR = '20';

/** Makes sure that the workbench can run; with `browser`, that it can be looked at by the tests. */
export function setUp({ browser }: { browser: boolean }): void {
  debianPackages(browser);
  workbench();
}

/** Node as the workbench needs it. */
export function node(): string {
  const own = path.join(WORKBENCH, 'node_modules', nodePackage(), 'bin/node');
  return fs.existsSync(own) ? own : process.execPath;
}

/** The browser of the tests. */
export function chromium(): string {
  return process.env['CHROMIUM'] ?? found('chromium') ?? found('chromium-browser') ?? '/usr/bin/chromium';
}

function debianPackages(browser: boolean): void {
  const missing = found('rg') === undefined ? ['ripgrep'] : [];
  if (browser && !fs.existsSync(chromium())) missing.push('chromium');
  if (browser && !hasChineseFont()) missing.push('fonts-noto-cjk');
  if (missing.length === 0) return;
  const packages = missing.join(' ');
  if (found('apt-get') === undefined || process.getuid?.() !== 0) {
    const by =
      found('apt-get') === undefined ? packages : `sudo apt-get install --no-install-recommends ${packages}`;
    throw new Error(`These are needed and missing here; please install them, then run make again:\n  ${by}`);
  }
  console.log(`Installing from Debian, for this machine: ${packages}`);
  const apt = (...args: string[]) =>
    execFileSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=600', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...missing);
}

function workbench(): void {
  const source = path.join(EXTENSION, 'test/workbench');
  const lock = fs.readFileSync(path.join(source, 'package-lock.json'), 'utf8');
  const stamp = path.join(WORKBENCH, 'complete');
  // The stamp holds the lock file that was installed, so that a new one is installed anew.
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === lock) return;
  console.log(`Installing VS Code's server and workbench from npm (about 300 MB) into ${WORKBENCH}`);
  fs.rmSync(WORKBENCH, { recursive: true, force: true });
  fs.mkdirSync(WORKBENCH, { recursive: true });
  for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
    fs.copyFileSync(path.join(source, file), path.join(WORKBENCH, file));
  }
  // Scripts of packages are not run: they would download or compile what is not needed here.
  npm(WORKBENCH, 'ci');
  if (process.versions.node.split('.')[0] !== NODE_MAJOR) {
    npm(WORKBENCH, 'install', '--no-save', `${nodePackage()}@${NODE_MAJOR}`);
  }
  npm(VSCODE, 'install', '--omit=dev');
  linkWhatScriptsWouldHaveMade();
  fs.writeFileSync(stamp, lock);
}

function linkWhatScriptsWouldHaveMade(): void {
  const link = (target: string, ...at: string[]) => {
    const place = path.join(VSCODE, ...at);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.rmSync(place, { force: true });
    fs.symlinkSync(target, place);
  };
  link(found('rg') ?? 'rg', 'node_modules/@vscode/ripgrep/bin/rg');
  link('node_modules', 'node_modules.asar');
  link('code-linux.sh', 'bin/remote-cli/code-server');
  link('browser-linux.sh', 'bin/helpers/browser.sh');
}

/** Runs npm in a folder, in silence; scripts of packages are not run. */
export function npm(folder: string, ...args: string[]): void {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', [...args, ...quiet], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}

function nodePackage(): string {
  return `node-linux-${process.arch}`;
}

function hasChineseFont(): boolean {
  if (found('fc-list') === undefined) return false;
  return execFileSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' }).trim() !== '';
}

/** Where a program is, if it is anywhere. */
function found(program: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, program)).find((file) => fs.existsSync(file));
}
