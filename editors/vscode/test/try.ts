// Lets a person try the extension on a copy of the sample reports, opened at the first thing that is wrong: in the
// desktop VS Code if there is one, otherwise in a browser, served on this machine only and only to who has the address.
//   node try.mjs GOUJI
// GOUJI is the program, which says what is to be seen.

import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { CACHE, PACKAGE, REPORTS } from './host/paths';
import { startServer } from './host/server';
import { SETTINGS } from './host/settings';
import { setUp } from './host/setup';
import { chineseWords, type Words } from './host/words';

const PORT = 8429;

/** The report that is opened: all that is wrong with it can be mended. */
const FIRST = '丁香镇2024年政府信息公开工作年度报告.txt';

/** What `gouji check --output json` says, as far as it is told here. */
interface Checked {
  files: { path: string; diagnostics: { range: { start: { line: number; character: number } } }[] }[];
  summary: { files: number; errors: number; warnings: number };
}

/** English where the first variable that is set says so, else Chinese: as `gouji` has it. */
const isEnglish = (
  process.env['LC_ALL'] ||
  process.env['LC_MESSAGES'] ||
  process.env['LANG'] ||
  ''
).startsWith('en');
const say = (zh: string, en: string) => console.log(isEnglish ? en : zh);

const folder = path.join(CACHE, 'try/年报');
const file = path.join(folder, FIRST);
fs.rmSync(path.join(CACHE, 'try'), { recursive: true, force: true });
fs.cpSync(path.join(REPORTS, 'try'), folder, { recursive: true });

try {
  const at = toBeSeen();
  if (hasCode()) desktop(at);
  else await served(at);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** Says in a line what is to be seen; gives the place of the first finding, from 1, as `:line:column`. */
function toBeSeen(): string {
  const program = process.argv[2];
  if (program === undefined) throw new Error('usage: node try.mjs GOUJI');
  const { error, stdout } = spawnSync(program, ['check', '--output', 'json', folder], { encoding: 'utf8' });
  if (error !== undefined) throw error;
  const { files, summary } = JSON.parse(stdout) as Checked;
  const faulty = files.filter(({ diagnostics }) => diagnostics.length > 0).length;
  say(
    `${summary.files} 份样例年报，${faulty} 份有问题：错误 ${summary.errors} 处，警告 ${summary.warnings} 处。`,
    `${summary.files} sample reports, ${faulty} with findings: ${summary.errors} errors, ${summary.warnings} warnings.`,
  );
  const first = files.find((one) => path.basename(one.path) === FIRST)?.diagnostics[0]?.range.start;
  return `:${(first?.line ?? 0) + 1}:${(first?.character ?? 0) + 1}`;
}

function hasCode(): boolean {
  try {
    execFileSync('code', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function desktop(at: string): void {
  execFileSync('code', ['--install-extension', PACKAGE, '--force'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  execFileSync('code', ['--new-window', folder, '--goto', file + at], { stdio: 'inherit' });
  say(
    '已在 VS Code 中安装扩展，并打开样例的副本，可以随意改动。要卸载扩展：',
    'The extension is installed into VS Code, which has opened copies of the samples; change them as you like. To take it out again:',
  );
  console.log('  code --uninstall-extension gouji.gouji');
}

async function served(at: string): Promise<void> {
  say(
    '这里没有“code”命令，改在浏览器中打开 VS Code。',
    'There is no command "code" here, so VS Code is served to a browser.',
  );
  setUp({ browser: false });
  const server = await startServer({
    root: path.join(CACHE, 'try/profile'),
    settings: SETTINGS,
    packages: [PACKAGE],
    port: PORT,
    token: randomBytes(16).toString('hex'),
    ...(isEnglish ? { english: true } : { words: words() }),
  });
  const opened = [
    ['openFile', `vscode-remote://127.0.0.1:${server.port}${file}${at}`],
    ['gotoLineMode', 'true'],
  ];
  const query = new URLSearchParams({ folder, payload: JSON.stringify(opened) });
  say('\n请在浏览器中打开：\n', '\nOpen in a browser:\n');
  console.log(`  ${server.url}/?tkn=${server.token}&${query}\n`);
  say(
    '只有用这个地址才能打开。样例是副本，可以随意改动。按 Ctrl-C 结束。',
    'It opens by this address only. The reports are copies; change them as you like. Ctrl-C ends it.',
  );
  const end = () => void server.stop().then(() => process.exit(0));
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  server.process.once('exit', () => {
    say('VS Code 已结束。', 'VS Code has ended.');
    process.exit(0);
  });
}

function words(): Words {
  try {
    return chineseWords();
  } catch {
    console.log('取不到 VS Code 自身的中文文字：它的菜单仍是英文，扩展是中文。');
    return {};
  }
}
