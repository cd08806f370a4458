// The workbench as a person uses it: opens files, moves the cursor, runs commands, looks. It waits for what shows on
// the page and never for time to pass.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { type Area, openWindow, picture, type Window } from '../host/browser';
import { PACKAGE } from '../host/paths';
import { type Running, startServer } from '../host/server';
import { MACHINE, SETTINGS } from '../host/settings';

export interface Workbench {
  page: Page;
  /** The folder that is open. */
  folder: string;
  /** What the page complained of and the extension has to do with. */
  complaints(): string[];
  /** Everything that the extension and the workbench have installed and written. */
  root: string;
  /** Opens a file of the folder, or goes to it, at a place that counts from 1. */
  open(name: string, line?: number, column?: number): Promise<Locator>;
  /** Opens a file that need not be one of text. */
  show(name: string): Promise<void>;
  /** Puts the cursor there. */
  goto(line: number, column?: number): Promise<void>;
  /** Runs a command by its title. */
  command(title: string): Promise<void>;
  /** The editor that is being looked at. */
  editor: Locator;
  /** The item of the extension in the status bar. */
  status: Locator;
  /** The text of a file on disk. */
  onDisk(name: string): string;
  /** Has another program write a file. */
  write(name: string, text: string): void;
  /** Has another program delete a file. */
  remove(name: string): void;
  /** Opens the light bulb at the cursor and gives the first offer that says so. */
  offer(words: string): Promise<Locator>;
  /** Saves what is being looked at and waits until it is on the disk. */
  save(name: string): Promise<string>;
  /** Changes the colours to those of a theme, which is of a kind. */
  theme(name: string, kind: 'vs' | 'vs-dark' | 'hc-black'): Promise<void>;
  /** Keeps a picture of the window, or of a part of it. */
  picture(name: string, area?: Area): Promise<void>;
  stop(): Promise<void>;
}

/** Opens a workbench on a folder with these files; `first` is opened with it, at a line. */
export async function openWorkbench(
  files: Record<string, string | Buffer>,
  first?: { name: string; line: number; column: number },
): Promise<Workbench> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'gj-'));
  const folder = path.join(root, '政务公开 2024年');
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), content);
  }
  let server: Running | undefined;
  let window: Window | undefined;
  const stop = async () => {
    await window?.close();
    await server?.stop();
    fs.rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    server = await startServer({ root, settings: SETTINGS, machine: MACHINE, packages: [PACKAGE] });
    window = await openWindow(root);
    const query = new URLSearchParams({ folder });
    if (first !== undefined) {
      const file = path.join(folder, first.name);
      const at = `vscode-remote://127.0.0.1:${server.port}${encodeURI(file)}:${first.line}:${first.column}`;
      query.set(
        'payload',
        JSON.stringify([
          ['openFile', at],
          ['gotoLineMode', 'true'],
        ]),
      );
    }
    await window.page.goto(`${server.url}/?${query}`, { waitUntil: 'domcontentloaded' });
    await window.page.locator('.monaco-workbench .part.statusbar').waitFor();
    return use(window, root, folder, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

function use(
  { page, complaints }: Window,
  root: string,
  folder: string,
  stop: () => Promise<void>,
): Workbench {
  const input = page.locator('.quick-input-widget input[type=text]');
  const editor = page.locator('.editor-group-container.active .monaco-editor[data-uri]');
  const rows = page.locator('.quick-input-list .monaco-list-row');
  const at = (line: number, column: string) =>
    page.locator('.statusbar-item', { hasText: new RegExp(`^Ln ${line}, Col ${column}$`) }).waitFor();

  /** Opens the list of commands or files. A key is lost where a window takes the focus just then. */
  async function ask(key: string): Promise<void> {
    const isThere = () =>
      input.waitFor({ timeout: 5000 }).then(
        () => true,
        () => false,
      );
    do await page.keyboard.press(key);
    while (!(await isThere()));
  }

  async function command(title: string): Promise<void> {
    const wanted = page.locator('.quick-input-list .monaco-list-row.focused', {
      hasText: title.replace(/^.*: /, ''),
    });
    const none = page.locator('.quick-input-list .monaco-list-row', { hasText: 'No matching' });
    for (;;) {
      await ask('F1');
      await input.fill(`>${title}`);
      await wanted.or(none).first().waitFor();
      if (await wanted.isVisible()) break;
      // Commands of a report are there once the window has been told that it is one.
      await page.keyboard.press('Escape');
      await input.waitFor({ state: 'hidden' });
    }
    await page.keyboard.press('Enter');
    await page
      .locator('.quick-input-widget', { has: page.locator(`input[value^=">"]`) })
      .waitFor({ state: 'hidden' });
  }

  async function goto(line: number, column = 1): Promise<void> {
    await page.keyboard.press('Control+g');
    await input.waitFor();
    await input.fill(`:${line}:1`);
    await rows.filter({ hasText: new RegExp(`line ${line}\\b`) }).waitFor();
    await page.keyboard.press('Enter');
    // Where the cursor stands there already, that alone does not tell that keys go to the editor again.
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
    await at(line, '1');
    // By arrows, for versions differ in what a column is where characters are wide.
    for (let moved = 1; moved < column; moved += 1) await page.keyboard.press('ArrowRight');
    // A tab counts as several columns in the status bar.
    if (column > 1) await at(line, String.raw`(?!1$)\d+`);
  }

  async function show(name: string): Promise<void> {
    const found = page.locator('.quick-input-list .monaco-list-row.focused', {
      hasText: path.basename(name),
    });
    const none = page.locator('.quick-input-list .monaco-list-row', { hasText: 'No matching results' });
    for (;;) {
      await ask('Control+p');
      await input.fill(name);
      // The list is filled bit by bit; Enter takes what it ends with.
      await page
        .locator('.quick-input-widget .monaco-progress-container:not(.active)')
        .waitFor({ state: 'attached' });
      await found.or(none).first().waitFor();
      if (await found.isVisible()) break;
      // VS Code looks through the files that it knew of before.
      await page.keyboard.press('Escape');
      await input.waitFor({ state: 'hidden' });
    }
    await page.keyboard.press('Enter');
    await page
      .locator('.editor-group-container.active .tab.active', { hasText: path.basename(name) })
      .waitFor();
  }

  const onDisk = (name: string) => fs.readFileSync(path.join(folder, name), 'utf8');

  return {
    page,
    root,
    folder,
    editor,
    command,
    goto,
    onDisk,
    write: (name, text) => fs.writeFileSync(path.join(folder, name), text),
    remove: (name) => fs.rmSync(path.join(folder, name)),
    async offer(words) {
      const offer = page.locator('.action-widget .monaco-list-row', { hasText: words }).first();
      const none = page.locator('.monaco-editor-overlaymessage', { hasText: 'No code actions' });
      for (;;) {
        await page.keyboard.press('Control+.');
        await offer.or(none).first().waitFor();
        if (await offer.isVisible()) return offer;
        // VS Code gives up what it was about to offer where new findings come in just then.
        await page.keyboard.press('Escape');
        await none.waitFor({ state: 'hidden' });
      }
    },
    stop,
    status: page.locator('.statusbar-item[id="gouji.gouji.gouji"]'),
    complaints: () => complaints.filter((complaint) => /gouji\.gouji|\[勾稽/.test(complaint)),
    show,
    async open(name, line, column) {
      await show(name);
      await editor.locator('.view-line').first().waitFor();
      if (line !== undefined) await goto(line, column);
      return editor;
    },
    async save(name) {
      await page.keyboard.press('Control+s');
      await page.locator('.editor-group-container.active .tab.active:not(.dirty)').waitFor();
      return onDisk(name);
    },
    async theme(name, kind) {
      await page.keyboard.press('Control+k');
      await page.keyboard.press('Control+t');
      await input.fill(name);
      await rows.filter({ hasText: name }).first().click();
      await page.locator(`.monaco-workbench.${kind}`).waitFor();
    },
    picture: (name, area) => picture(page, name, area),
  };
}
