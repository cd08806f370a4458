// The workbench that all tests share, for it takes seconds to start. Each test has files of its own.

import { DINGXIANG, FILES } from './samples';
import { openWorkbench, type Workbench } from './workbench';

/** How long the first squiggle took once the window was there, in ms. */
export let firstSquiggle = 0;

export let workbench: Workbench;

before('opens a report with slips', async () => {
  workbench = await openWorkbench(FILES, { name: DINGXIANG, line: 330, column: 2 });
  await workbench.editor.locator('.view-line').first().waitFor();
  const up = Date.now();
  await workbench.editor.locator('.squiggly-error').first().waitFor();
  firstSquiggle = Date.now() - up;
  await workbench.page.keyboard.press('Control+Shift+m');
  await workbench.page.locator('.markers-panel .monaco-list-row').first().waitFor();
});

after(async () => {
  await workbench?.stop();
});

afterEach(async function () {
  if (this.currentTest?.state === 'failed') {
    await workbench.picture(`failed ${this.currentTest.title}`);
  }
});
