// The extension itself: what it contributes is there, and in both languages.

import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Server } from '../../src/server';
import { open, until } from './until';

interface Manifest {
  version: string;
  contributes: {
    commands: { command: string; enablement?: string }[];
    menus: Record<string, { command: string }[]>;
    configuration: { properties: Record<string, { scope?: string }> };
  };
}

const extension = vscode.extensions.getExtension<{ server: Server }>('gouji.gouji')!;

function json<T>(name: string): T {
  return JSON.parse(fs.readFileSync(path.join(extension.extensionPath, name), 'utf8')) as T;
}

describe('the extension', () => {
  it('runs the server that came with it, of its own version', async () => {
    const { server } = await extension.activate();
    await until(() => server.client);
    assert.equal(
      server.client?.initializeResult?.serverInfo?.version,
      json<Manifest>('package.json').version,
    );
    assert.ok(server.program?.startsWith(extension.extensionPath));
  });

  it('lets no folder say which program is run', async () => {
    const { configuration } = json<Manifest>('package.json').contributes;
    assert.equal(configuration.properties['gouji.server.path']!.scope, 'machine');
    const gouji = vscode.workspace.getConfiguration('gouji');
    const { Workspace } = vscode.ConfigurationTarget;
    await assert.rejects(async () => gouji.update('server.path', '/bin/true', Workspace));
  });

  it('has all the commands that it names', async () => {
    await extension.activate();
    const there = await vscode.commands.getCommands(true);
    for (const { command } of json<Manifest>('package.json').contributes.commands) {
      assert.ok(there.includes(command), command);
    }
  });

  it('offers in the menu of the editor all that can be done to a report', () => {
    const { commands, menus } = json<Manifest>('package.json').contributes;
    const ofReport = commands.filter(({ enablement }) => enablement?.startsWith('gouji.report'));
    for (const menu of ['commandPalette', 'editor/context']) {
      const offered = menus[menu]!.map(({ command }) => command);
      for (const { command } of ofReport) assert.ok(offered.includes(command), `${menu}: ${command}`);
    }
  });

  it('has every title in both languages', () => {
    const used = [...JSON.stringify(json('package.json')).matchAll(/"%([^%"]+)%"/g)].map(
      (match) => match[1]!,
    );
    for (const file of ['package.nls.json', 'package.nls.zh-cn.json']) {
      assert.deepEqual(Object.keys(json<object>(file)).sort(), [...new Set(used)].sort(), file);
    }
  });

  it('has every message in both languages', () => {
    const source = fs.readFileSync(path.join(extension.extensionPath, 'dist/extension.js'), 'utf8');
    const known = Object.keys(json<object>('l10n/bundle.l10n.zh-cn.json'));
    for (const message of known) assert.ok(source.includes(JSON.stringify(message).slice(1, -1)), message);
    const said = [...source.matchAll(/l10n\.t\(\s*["'`]((?:[^"'`\\]|\\.)*)["'`]/g)].map((match) => match[1]!);
    assert.ok(said.length > 30);
    for (const message of said) assert.ok(known.includes(message), message);
  });

  it('is in the language of the editor', () => {
    assert.equal(vscode.env.language, 'zh-cn');
    assert.equal(vscode.l10n.t('Restart the service'), '重新启动检查服务');
  });

  it('knows reports by their names', async () => {
    for (const name of [
      '丁香镇2024年政府信息公开工作年度报告.txt',
      '梨川县自然资源局2024年政府信息公开工作年度报告.md',
      '局2024年度政府信息公开报告.txt',
    ]) {
      assert.equal((await open(name)).languageId, 'gov-report', name);
    }
    assert.equal((await open('会议记录.txt')).languageId, 'plaintext');
    assert.equal((await open('README.md')).languageId, 'markdown');
  });

  it('tells messages in the language that is set, without a restart', async () => {
    const document = await open('丁香镇2024年政府信息公开工作年度报告.txt');
    const gouji = vscode.workspace.getConfiguration('gouji');
    const message = (words: RegExp) =>
      until(() => vscode.languages.getDiagnostics(document.uri).find((one) => words.test(one.message)));
    await message(/应有 7 个数/);
    await gouji.update('language', 'en', vscode.ConfigurationTarget.Global);
    await message(/7 figures expected/);
    await gouji.update('language', undefined, vscode.ConfigurationTarget.Global);
    await message(/应有 7 个数/);
  });

  it('says so where the program that is set is not there, and goes on once it is', async () => {
    const { server } = extension.exports;
    const gouji = vscode.workspace.getConfiguration('gouji');
    await gouji.update('server.path', '/nowhere/gouji', vscode.ConfigurationTarget.Global);
    await until(() => (server.phase === 'stopped' ? true : undefined));
    await gouji.update('server.path', undefined, vscode.ConfigurationTarget.Global);
    await until(() => server.client);
  });
});
