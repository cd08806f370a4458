// What VS Code itself says, in Chinese. Its language pack is not on npm, but what one held is, by the same names.
//
// Invariant: a name that this VS Code does not have, or that has other gaps to fill now, stays in English.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { EXTENSION, VSCODE, WORDS } from './paths';
import { npm } from './setup';

/** Messages by the module and the name under which VS Code knows them. */
export type Words = Record<string, Record<string, string>>;

/** The words, from npm where they are not there yet. Throws where they cannot be had. */
export function chineseWords(): Words {
  const file = path.join(WORDS, 'node_modules/monaco-editor-nls/locale/zh-hans.json');
  if (!fs.existsSync(file)) {
    console.log(`Installing the Chinese words of VS Code from npm (1 MB) into ${WORDS}`);
    fs.mkdirSync(WORDS, { recursive: true });
    for (const name of ['package.json', 'package-lock.json']) {
      fs.copyFileSync(path.join(EXTENSION, 'test/words', name), path.join(WORDS, name));
    }
    npm(WORDS, 'ci');
  }
  const json = <T>(name: string) => JSON.parse(fs.readFileSync(name, 'utf8')) as T;
  return fitting(
    json<Words>(file),
    json<[string, string[]][]>(path.join(VSCODE, 'out/nls.keys.json')),
    json<string[]>(path.join(VSCODE, 'out/nls.messages.json')),
  );
}

/** Those words that VS Code has a place for; `keys` are the names of its `messages`, module by module. */
export function fitting(words: Words, keys: [string, string[]][], messages: string[]): Words {
  const gaps = (message: string) => [...new Set(message.match(/\{\d+\}/g))].sort().join();
  let at = 0;
  const fit: Words = {};
  for (const [module, names] of keys) {
    for (const name of names) {
      const [english, chinese] = [messages[at], words[module]?.[name]];
      at += 1;
      if (english === undefined || chinese === undefined || gaps(english) !== gaps(chinese)) continue;
      (fit[module] ??= {})[name] = chinese;
    }
  }
  return fit;
}
