// A whole table that was copied in another program, pasted into the form of a report in each shape.

import * as assert from 'node:assert/strict';
import { excel, page as webPage, pdf, wps } from '../clipboards';
import { workbench } from './shared';
import { cell, copy, fillIn, frame, gouji, holds, keys, saved } from './sheet';

const SHAPES = ['markdown', 'tsv', 'pipe-rows', 'pipe-cells', 'cells', 'cells-bare', 'pdf-rows'] as const;

const FIRST = 'applications/received/natural_person';
const LAST = 'applications/carried_out/total';

/** Figures of all lengths, each row and column with others; none is blank. */
const BLOCK = Array.from({ length: 25 }, (_, row) =>
  Array.from({ length: 7 }, (_, column) => String((row * 37 + column * 11) % 1009)),
);

describe('the form', () => {
  before('is let at the clipboard', async () => {
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  });

  for (const [at, shape] of SHAPES.entries()) {
    it(`takes all of table three from any program, as one step: ${shape}`, async () => {
      const name = `填报/樟树镇政府信息公开年报${'甲乙丙丁戊己庚'[at]}.${shape === 'markdown' ? 'md' : 'txt'}`;
      const blank = gouji('new', '--agency', '樟树镇人民政府', '--year', '2024', '--shape', shape);
      workbench.write(name, blank);
      await fillIn(name, FIRST);
      for (const program of [excel, wps, webPage, pdf]) {
        await copy(program(BLOCK));
        await keys('Control+v');
        await holds(LAST, BLOCK[24]![6]!);
        if (program === excel) await workbench.picture(`form pasted ${shape}`);
        const found = await saved(name);
        const applications = Object.entries(found).filter(([key]) => key.startsWith('applications/'));
        assert.equal(applications.length, 25 * 7);
        // In the order of the form.
        const shown = await frame()
          .locator('td[data-cell^="applications/"]')
          .evaluateAll((cells) => cells.map((one) => one.getAttribute('data-cell')!));
        assert.deepEqual(
          shown.map((key) => found[key]),
          BLOCK.flat(),
          `${program.name} ${shape}`,
        );
        await keys('Control+z');
        await holds(FIRST, '');
        await saved(name);
        assert.equal(workbench.onDisk(name), blank, `${program.name} ${shape}`);
        await cell(FIRST).click();
      }
    });
  }

  after('the others find the window as it was', async () => {
    await workbench.command('View: Focus First Editor Group');
    await workbench.command('View: Close Editors in Other Groups');
  });
});
