// A new report, its tables filled in by Tab in the text: by how many keys.

import * as assert from 'node:assert/strict';
import { workbench } from './shared';
import { newReport, PROSE, readAnew } from './sheet';
import { press, untilKnown } from './typing';

const AGENCY = '云溪县凤仙镇人民政府';
const NAME = `${AGENCY}2024年政府信息公开工作年度报告.md`;

/** So many keys are allowed. */
const MOST = 350;

describe('a new report', () => {
  let pressed = 0;
  const count = async (...names: string[]) => {
    pressed += names.length;
    await press(...names);
  };
  /** Types figures from the cell that is reached: to the right, then to the row below the first. */
  const row = async (...figures: string[]) => {
    for (const [at, figure] of figures.entries()) {
      await count(...figure, at < figures.length - 1 ? 'Tab' : 'Enter');
    }
  };
  const down = async (rows: number) => {
    for (let at = 0; at < rows; at += 1) await count('Enter');
  };
  /** Takes an offer of the light bulb by the keys. */
  const offer = async (words: string) => {
    await workbench.offer(words);
    pressed += 1;
    const focused = workbench.page.locator('.action-widget .monaco-list-row.focused', { hasText: words });
    while (!(await focused.isVisible())) {
      pressed += 1;
      await workbench.page.keyboard.press('ArrowDown');
    }
    pressed += 1;
    await workbench.page.keyboard.press('Enter');
    await workbench.page.locator('.action-widget').waitFor({ state: 'hidden' });
  };

  it(`has its tables filled in by Tab in the text by at most ${MOST} keys`, async function () {
    this.timeout(240_000);
    const { page, editor } = workbench;
    await newReport(AGENCY, NAME);
    // The cursor is where something is to be filled in first.
    await page.keyboard.type('全');
    await editor.locator('.view-line', { hasText: '（一）主动公开。全' }).waitFor();
    await workbench.picture('in text new');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await workbench.save(NAME);
    // The prose is no part of this.
    workbench.write(
      NAME,
      workbench
        .onDisk(NAME)
        .replace('（一）主动公开。全', `（一）主动公开。${PROSE}`)
        .replace(/（请填写[^）]*）/g, PROSE),
    );
    await editor
      .locator('.view-line', { hasText: PROSE.slice(0, 8) })
      .first()
      .waitFor();
    const lines = workbench.onDisk(NAME).split('\n');
    await workbench.goto(lines.findIndex((line) => line.startsWith('| 规章')) + 1);
    await untilKnown();

    // Table 2.
    await count('Tab');
    await row('0', '0', '0');
    await row('3', '2', '12');
    await row('45');
    await row('30');
    await row('2');
    await count('0');
    // Table 3.
    await workbench.goto(lines.findIndex((line) => line.startsWith('| 一、本年新收')) + 1);
    await untilKnown();
    await count('Tab');
    await row('9', '2');
    await row('1');
    await row('4', '1');
    await row('1');
    await down(8);
    await row('3', '1');
    await down(2);
    await row('1');
    await down(8);
    await count('1');
    await offer('表三空白格都填 0');
    // Table 4.
    await workbench.goto(lines.findIndex((line) => line.startsWith('| 行政复议')) + 1);
    await untilKnown();
    await count('Tab', '1');
    await offer('表四空白格都填 0');
    await workbench.status.filter({ has: page.locator('.codicon-check') }).waitFor();
    await workbench.picture('in text whole');
    pressed += 1;
    await workbench.save(NAME);
    const found = readAnew(NAME);
    console.log(`    the tables of a new report are filled in by ${pressed} keys in the text`);
    assert.ok(pressed <= MOST, String(pressed));
    assert.equal(Object.values(found).filter((text) => text === '').length, 0);
    assert.equal(found['applications/received/total'], '11');
    assert.equal(found['applications/handled_total/total'], '11');
  });
});
