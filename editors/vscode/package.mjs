// Makes a package for one platform:
//   node package.mjs --server FILE --out FILE.vsix [--target linux-x64]
// The program FILE is put into it as server/gouji, or gouji.exe for Windows.

import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { server: { type: 'string' }, out: { type: 'string' }, target: { type: 'string' } },
});
if (values.server === undefined || values.out === undefined) {
  console.error('usage: node package.mjs --server FILE --out FILE.vsix [--target PLATFORM]');
  process.exit(2);
}
const target = values.target ?? `${process.platform}-${process.arch}`;
const server = resolve(values.server);
const out = resolve(values.out);
const here = dirname(fileURLToPath(import.meta.url));
process.chdir(here);

rmSync('server', { recursive: true, force: true });
mkdirSync('server');
const program = join('server', target.startsWith('win32') ? 'gouji.exe' : 'gouji');
copyFileSync(server, program);
chmodSync(program, 0o755);
for (const licence of ['LICENSE-MIT', 'LICENSE-APACHE']) copyFileSync(join('../..', licence), licence);

mkdirSync(dirname(out), { recursive: true });
const vsce = join('node_modules', '@vscode', 'vsce', 'vsce');
const options = ['--target', target, '--no-dependencies', '--allow-missing-repository', '--skip-license'];
execFileSync(process.execPath, [vsce, 'package', ...options, '--out', out], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
console.log(`${out}: ${(statSync(out).size / 1e6).toFixed(1)} MB`);
