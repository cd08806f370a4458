// Tables filled in in the text: by Tab and Enter, and by pasting.

import * as assert from 'node:assert/strict';
import { excel, page as webPage, pdf, wps } from '../clipboards';
import { FILLED, IN_CELLS, IN_TEXT, IN_TSV, LACKING, NOTES, textOf, WIDE } from './samples';
import { workbench } from './shared';
import { copy, readAnew } from './sheet';
import { press, untilKnown } from './typing';

const NEW = 'applications/received';
const OLD = 'applications/carried_in';

/** Where a line of a file is, from 1. */
const lineOf = (name: string, words: string) =>
  textOf(name)
    .split(/\r?\n/)
    .findIndex((line) => line.includes(words)) + 1;

/** Goes to a line of a file, and waits until its figures are known: Tab leads to the first of them. */
async function begin(name: string, words: string): Promise<void> {
  await workbench.open(name, lineOf(name, words));
  await workbench.status.waitFor();
  await untilKnown();
}

async function revert(): Promise<void> {
  await workbench.command('File: Revert File');
  await workbench.page.locator('.editor-group-container.active .tab.active:not(.dirty)').waitFor();
}

describe('a table in the text', () => {
  before('has the window to itself', async () => {
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workbench.command('View: Focus First Editor Group');
    await workbench.command('View: Close Editors in Other Groups');
  });

  it('stands unwrapped in a usual window with the side bar, blank and filled in', async () => {
    const { page, editor } = workbench;
    const size = page.viewportSize()!;
    await page.setViewportSize({ width: 1366, height: 768 });
    await workbench.command('View: Hide Panel');
    for (const name of [WIDE, FILLED]) {
      await workbench.open(name, lineOf(name, '（七）总计'));
      await workbench.status.waitFor();
      const rows = workbench
        .onDisk(name)
        .split('\n')
        .filter((line) => line.startsWith('|'));
      const table = rows.slice(
        rows.findIndex((line) => line.includes('一、本年新收')),
        rows.findIndex((line) => line.includes('四、结转')) + 1,
      );
      assert.equal(table.length, 25);
      await editor.locator('.view-line', { hasText: '（七）总计' }).waitFor();
      if (name === FILLED) await editor.locator('.view-line', { hasText: '合计 12 ✓' }).first().waitFor();
      for (const part of [table.slice(0, 12), table.slice(12)]) {
        await workbench.open(name, lineOf(name, part[6]!.slice(2, 10).trim()));
        const shown = (await editor.locator('.view-line').allTextContents()).map((line) =>
          line.replace(/\u00a0/g, ' '),
        );
        // A row that is wrapped is several lines of the view.
        for (const row of part)
          assert.ok(
            shown.some((line) => line.includes(row)),
            row,
          );
      }
      await workbench.picture(`in text 1366 ${name === FILLED ? 'filled' : 'blank'}`);
    }
    await page.setViewportSize(size);
    await workbench.command('View: Toggle Panel Visibility');
  });

  it('is filled in by Tab and Enter, and its pipes stay below each other', async () => {
    await begin(IN_TEXT, '一、本年新收');
    await press('Tab', '1', '2', 'Tab', '3', 'Tab', '0', 'Shift+Tab', 'Shift+Tab', 'Tab');
    // Where a row was begun anew Enter leads back to.
    await press('7', 'Enter', '5', 'Tab', '6', 'Tab', '8', 'Enter');
    await workbench.picture('in text tab');
    const found = await saved(IN_TEXT);
    assert.equal(found[`${NEW}/natural_person`], '12');
    assert.equal(found[`${NEW}/commercial`], '7');
    assert.equal(found[`${NEW}/research`], '0');
    assert.equal(found[`${OLD}/natural_person`], '5');
    assert.equal(found[`${OLD}/commercial`], '6');
    assert.equal(found[`${OLD}/research`], '8');
    const pipes = (line: string) => [...line.matchAll(/\|/g)].map((pipe) => pipe.index);
    const lines = workbench.onDisk(IN_TEXT).split('\n');
    const [one, two] = ['一、本年新收', '二、上年结转'].map((words) =>
      lines.find((line) => line.includes(words))!,
    );
    assert.deepEqual(pipes(one!), pipes(two!));
    assert.deepEqual(
      pipes(one!),
      pipes(
        textOf(IN_TEXT)
          .split('\n')
          .find((line) => line.includes('一、本年新收'))!,
      ),
    );
  });

  it('is filled in at once where it is inserted by its command', async () => {
    const { page, editor } = workbench;
    await workbench.open(LACKING, lineOf(LACKING, '四、政府信息公开行政复议') + 1);
    await workbench.status.waitFor();
    await workbench.command('勾稽: 插入表格');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: '表四' }).click();
    await editor.locator('.view-line', { hasText: '复议后起诉' }).waitFor();
    await page.keyboard.type('7');
    await page.keyboard.press('Tab');
    await page.keyboard.type('8');
    await workbench.picture('in text inserted');
    await untilKnown();
    await press('Enter', '9', 'Tab', '5');
    const found = await saved(LACKING);
    assert.equal(found['disputes/reconsideration/upheld'], '7');
    assert.equal(found['disputes/reconsideration/corrected'], '8');
    assert.equal(found['disputes/litigation_direct/corrected'], '9');
    assert.equal(found['disputes/litigation_direct/other'], '5');
  });

  it('gives one step of undoing for what was typed into a cell', async () => {
    await begin(IN_TEXT, '（一）予以公开');
    const before = workbench.onDisk(IN_TEXT);
    await press('Tab', '4', '5', 'Tab');
    await workbench.page.keyboard.press('Control+z');
    await workbench.page.locator('.editor-group-container.active .tab.active:not(.dirty)').waitFor();
    assert.equal(workbench.onDisk(IN_TEXT), before);
  });

  it('is left behind its last cell, where Tab and Enter are as ever', async () => {
    await begin(IN_TEXT, '复议后起诉');
    const before = workbench.onDisk(IN_TEXT);
    await press('Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab');
    await press('Tab');
    assert.match(await workbench.save(IN_TEXT), /\| 复议后起诉 .*\|\t$/m);
    await workbench.page.keyboard.press('Control+z');
    await workbench.save(IN_TEXT);
    assert.equal(workbench.onDisk(IN_TEXT), before);
    await press('Shift+Tab', 'Enter', 'Enter');
    assert.match(await workbench.save(IN_TEXT), /\| 复议后起诉 .*\|\r?\n\r?\n/);
    await workbench.page.keyboard.press('Control+z');
    await workbench.save(IN_TEXT);
  });

  for (const [name, words] of [
    [IN_TSV, '一、本年新收'],
    [IN_CELLS, '一、本年新收'],
  ] as const) {
    it(`of another shape is filled in so too: ${name}`, async () => {
      await begin(name, words);
      await press('Tab', '9', 'Tab', '8', 'Tab', '7', 'Enter', '6', 'Shift+Tab');
      const found = await saved(name);
      assert.equal(found[`${NEW}/natural_person`], '9');
      assert.equal(found[`${NEW}/commercial`], '8');
      assert.equal(found[`${NEW}/research`], '7');
      assert.equal(found[`${OLD}/natural_person`], '6');
    });
  }

  it('leaves Tab alone outside of tables, for suggestions, and where that is wanted', async () => {
    await workbench.open(NOTES, 1, 3);
    await press('Tab');
    assert.match(await workbench.save(NOTES), /^会议\t记录|^会议 +记录/);
    await workbench.page.keyboard.press('Control+z');
    await workbench.save(NOTES);
    await begin(IN_TEXT, '一、本年新收');
    await workbench.page.keyboard.press('Control+Space');
    await workbench.page.locator('.suggest-widget.visible').waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('takes a block from another program into its cells, as one step', async () => {
    for (const program of [excel, wps, webPage, pdf]) {
      await begin(IN_TEXT, '（一）予以公开');
      const before = workbench.onDisk(IN_TEXT);
      await press('Tab');
      await copy(
        program([
          ['1', '2', '3'],
          ['4', '5', '60'],
        ]),
      );
      await workbench.page.keyboard.press('Control+v');
      await workbench.page.locator('.editor-group-container.active .tab.active.dirty').waitFor();
      const found = await saved(IN_TEXT);
      assert.equal(found['applications/granted/natural_person'], '1', program.name);
      assert.equal(found['applications/partly_granted/research'], '60', program.name);
      if (program === excel) await workbench.picture('in text pasted');
      await workbench.page.keyboard.press('Control+z');
      await workbench.save(IN_TEXT);
      assert.equal(workbench.onDisk(IN_TEXT), before, program.name);
    }
  });

  it('refuses a block that does not fit, says why and changes nothing', async () => {
    const { page } = workbench;
    await begin(IN_TEXT, '四、结转下年度');
    await press('Tab');
    await copy(
      excel([
        ['1', '2'],
        ['3', '4'],
      ]),
    );
    await page.keyboard.press('Control+v');
    await page.locator('.notification-toast', { hasText: '没有粘贴' }).waitFor();
    await workbench.picture('in text refused');
    await page.locator('.editor-group-container.active .tab.active:not(.dirty)').waitFor();
    await workbench.command('Notifications: Clear All Notifications');
  });

  it('has ordinary text pasted as always', async () => {
    await begin(IN_TEXT, '四、结转下年度');
    await press('Tab');
    await copy({ text: '17', html: '' });
    await press('Control+v');
    assert.equal((await saved(IN_TEXT))['applications/carried_out/natural_person'], '17');
    await revert();
  });
});

async function saved(name: string): Promise<Record<string, string>> {
  await workbench.save(name);
  return readAnew(name);
}
