// A real VS Code server with a profile of its own, on 127.0.0.1 only. It stops what it started, and nothing else.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as path from 'node:path';
import { VSCODE } from './paths';
import { node } from './setup';
import type { Words } from './words';

export interface Profile {
  /** A folder for everything that the server writes. Short, for it holds sockets. */
  root: string;
  settings: object;
  /** What is set for the machine. */
  machine?: object;
  /** Packages to install. */
  packages: string[];
  /** Tells the extension host to run tests that the address names. */
  driven?: boolean;
  /** The port that is wanted. */
  port?: number;
  /** What who opens it must know; without it everybody on this machine can. */
  token?: string;
  /** Whether VS Code runs in English, not in Chinese. */
  english?: boolean;
  /** What VS Code itself says, in Chinese; its own words stay English where there are none. */
  words?: Words;
}

export interface Running {
  url: string;
  port: number;
  token: string | undefined;
  process: ChildProcess;
  stop(): Promise<void>;
}

/** Starts a server and waits until it answers. */
export async function startServer(profile: Profile): Promise<Running> {
  const { root } = profile;
  const folder = (name: string) => {
    const made = path.join(root, name);
    fs.mkdirSync(made, { recursive: true });
    return made;
  };
  const [home, data, extensions, own, temporary] = ['home', 'data', 'ext', 'srv', 'tmp'].map(folder);
  const set = (of: string, settings: object) =>
    fs.writeFileSync(path.join(folder(`data/${of}`), 'settings.json'), JSON.stringify(settings, null, 2));
  set('User', profile.settings);
  set('Machine', profile.machine ?? {});
  if (profile.english !== true) speakChinese(data!, profile.words ?? {});
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    LANG: 'C.UTF-8',
    TMPDIR: temporary,
    XDG_RUNTIME_DIR: temporary,
  };
  const base = [
    path.join(VSCODE, 'out/server-main.js'),
    ...['--user-data-dir', data!, '--extensions-dir', extensions!, '--server-data-dir', own!],
    ...['--accept-server-license-terms', '--telemetry-level', 'off', '--disable-workspace-trust'],
    ...['--locale', profile.english === true ? 'en' : 'zh-cn'],
  ];
  for (const file of profile.packages) {
    execFileSync(node(), [...base, '--install-extension', file], { env, stdio: 'pipe' });
  }
  const port = await freePort(profile.port);
  const url = `http://127.0.0.1:${port}`;
  const log = fs.openSync(path.join(root, 'server.log'), 'a');
  const driven = profile.driven === true ? ['--enable-smoke-test-driver'] : [];
  const child = spawn(
    node(),
    [...base, '--host', '127.0.0.1', '--port', String(port), ...barred(root, profile.token), ...driven],
    { env, stdio: ['ignore', log, log], detached: true },
  );
  const running = { url, port, token: profile.token, process: child, stop: () => stop(child) };
  const deadline = Date.now() + 60_000;
  while (!(await answers(`${url}/version`))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await running.stop();
      throw new Error(
        `VS Code's server did not start:\n${fs.readFileSync(path.join(root, 'server.log'), 'utf8')}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return running;
}

/** Who may open it: those who know the token, which no list of processes shows. */
function barred(root: string, token: string | undefined): string[] {
  if (token === undefined) return ['--without-connection-token'];
  const file = path.join(root, 'token');
  fs.writeFileSync(file, token, { mode: 0o600 });
  return ['--connection-token-file', file];
}

/** Has VS Code run in Chinese, so that extensions do, by a language pack that has these words. */
function speakChinese(data: string, contents: Words): void {
  const words = path.join(data, 'words.json');
  fs.writeFileSync(words, JSON.stringify({ version: '1.0.0', contents }));
  const pack = {
    hash: `words${Object.keys(contents).length}`,
    label: '中文(简体)',
    extensions: [{ extensionIdentifier: { id: 'gouji.no-words' }, version: '1.0.0' }],
    translations: { vscode: words },
  };
  fs.writeFileSync(path.join(data, 'languagepacks.json'), JSON.stringify({ 'zh-cn': pack }));
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

/** Ends the process group that was started. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const group = -child.pid;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  signal(group, 'SIGTERM');
  const timer = setTimeout(() => signal(group, 'SIGKILL'), 5000);
  await gone;
  clearTimeout(timer);
  signal(group, 'SIGKILL');
}

function signal(group: number, name: NodeJS.Signals): void {
  try {
    process.kill(group, name);
  } catch {
    // It is gone already.
  }
}

/** A port that nobody listens at; the one that is wanted if that can be. */
function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', (error) => (wanted === 0 ? reject(error) : resolve(freePort())));
    probe.listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
