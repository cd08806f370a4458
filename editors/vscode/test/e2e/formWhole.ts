// A new report, filled in in the form alone: by how many keys.

import * as assert from 'node:assert/strict';
import { workbench } from './shared';
import { cell, fillIn, holds, isFocused, keys, newReport, PROSE, saved } from './sheet';

const AGENCY = '云溪县海棠镇人民政府';
const NAME = `${AGENCY}2024年政府信息公开工作年度报告.md`;

/** So many keys are allowed. */
const MOST = 200;

describe('a new report', () => {
  let pressed = 0;
  const press = async (...names: string[]) => {
    for (const name of names) {
      pressed += 1;
      await keys(name);
    }
  };
  /** Types figures from the cell that is focused: to the right, then to the row below the first. */
  const row = async (...figures: string[]) => {
    for (const [at, figure] of figures.entries()) {
      await press(...figure, at < figures.length - 1 ? 'Tab' : 'Enter');
    }
  };

  it(`is filled in in the form by at most ${MOST} keys`, async () => {
    const { page } = workbench;
    await newReport(AGENCY, NAME);
    await workbench.save(NAME);
    // The prose is written in the text.
    workbench.write(NAME, workbench.onDisk(NAME).replace(/（请填写[^）]*）/g, PROSE));
    await workbench.editor
      .locator('.view-line', { hasText: PROSE.slice(0, 8) })
      .first()
      .waitFor();

    await fillIn(NAME, 'disclosure/rules/issued');
    await workbench.picture('form new');
    // Table 2: what is not 0.
    await press('ArrowDown');
    await row('3', '', '12');
    await row('45');
    await row('30');
    await row('2');
    await press('Alt+0');
    await press('ArrowDown');
    await isFocused('applications/received/natural_person');
    // Table 3.
    await row('9', '2');
    await row('1');
    await row('4', '1');
    await row('1');
    for (let down = 0; down < 8; down += 1) await press('ArrowDown');
    await isFocused('applications/unavailable.not_held/natural_person');
    await row('3', '1');
    await press('ArrowDown', 'ArrowDown');
    await row('1');
    for (let down = 0; down < 8; down += 1) await press('ArrowDown');
    await isFocused('applications/carried_out/natural_person');
    await row('1');
    await isFocused('disputes/reconsideration/upheld');
    await press('1', 'Alt+0', 'ArrowUp', 'Alt+0');
    await holds('applications/handled_total/total', '11');
    await holds('disputes/litigation_after_reconsideration/total', '0');
    await workbench.status.filter({ has: page.locator('.codicon-check') }).waitFor();
    await workbench.picture('form whole');
    pressed += 1;
    const found = await saved(NAME);
    console.log(`    a new report is filled in by ${pressed} keys`);
    assert.ok(pressed <= MOST, String(pressed));
    assert.equal(Object.values(found).filter((text) => text === '').length, 0);
    assert.equal(found['applications/received/total'], '11');
    await cell('applications/received/total').waitFor();
  });
});
