// Which program a setting means.

import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { lookUp } from '../../src/lookup';

describe('the program that is set', () => {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'gj-')));
  const [opened, tools, home] = ['opened', 'tools', 'home'].map((name) => {
    const folder = path.join(root, name);
    fs.mkdirSync(path.join(folder, 'bin'), { recursive: true });
    return folder;
  }) as [string, string, string];
  const program = (...at: string[]) => {
    const file = path.join(...at);
    fs.writeFileSync(file, '#!/bin/sh\n', { mode: 0o755 });
    return file;
  };
  const looked = (set: string, folders: string[], platform = process.platform) =>
    lookUp(set, { path: folders.join(platform === 'win32' ? ';' : ':'), folders: [opened], platform });
  const here = process.cwd();
  const { HOME } = process.env;

  before(() => {
    program(opened, 'gouji');
    program(opened, 'bin', 'gouji');
    process.chdir(opened);
    process.env['HOME'] = home;
  });

  after(() => {
    process.chdir(here);
    if (HOME === undefined) delete process.env['HOME'];
    else process.env['HOME'] = HOME;
    fs.rmSync(root, { recursive: true });
  });

  it('is never one of the folder that is open, unless it is named in full', async () => {
    const places = ['', '.', 'bin', './bin', opened, path.join(opened, 'bin'), `${tools}/../opened`];
    for (const place of places) assert.equal(await looked('gouji', [place]), undefined, place);
    const relative = ['./gouji', 'bin/gouji', '../opened/gouji', '.', '..', ''];
    for (const name of relative) assert.equal(await looked(name, [opened]), undefined, name);
    assert.equal(await looked(path.join(opened, 'gouji'), []), path.join(opened, 'gouji'));
  });

  it('is found in PATH behind what does not count', async () => {
    const found = program(tools, 'bin', 'gouji');
    assert.equal(await looked('gouji', ['', '.', opened, path.join(tools, 'bin')]), found);
    // A folder whose name begins like that of the opened one is another.
    fs.mkdirSync(`${opened}-tools`);
    const beside = program(`${opened}-tools`, 'gouji');
    assert.equal(await looked('gouji', [`${opened}-tools`]), beside);
  });

  it('is no link into the folder that is open', async () => {
    fs.symlinkSync(path.join(opened, 'gouji'), path.join(tools, 'linked'));
    fs.symlinkSync(opened, path.join(root, 'link'));
    assert.equal(await looked('linked', [tools]), undefined);
    assert.equal(await looked('gouji', [path.join(root, 'link')]), undefined);
  });

  it('is a file that can be run', async () => {
    fs.mkdirSync(path.join(tools, 'folder'));
    fs.writeFileSync(path.join(tools, 'text'), '');
    for (const name of ['folder', 'text', 'none']) {
      assert.equal(await looked(name, [tools]), undefined, name);
      assert.equal(await looked(path.join(tools, name), []), undefined, name);
    }
  });

  it('may stand in the home folder', async () => {
    const found = program(home, 'bin', 'own');
    assert.equal(await looked('~/bin/own', []), found);
    assert.equal(await looked('~other/bin/own', []), undefined);
  });

  it('ends as Windows has it where it is looked for there', async () => {
    const found = program(tools, 'gouji.exe');
    assert.equal(await looked('gouji', [tools], 'win32'), found);
    assert.equal(await looked('gouji.exe', [tools], 'win32'), found);
  });
});
