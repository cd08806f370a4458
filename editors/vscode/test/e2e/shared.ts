// The workbench that all tests share, for it takes seconds to start. Each test has files of its own.

import { DINGXIANG, FILES } from './samples';
import { openWorkbench, type Workbench } from './workbench';

/** How long the first squiggle took once the window was there, in ms. */
export let firstSquiggle = 0;

export let workbench: Workbench;

/** The editor and what is below it; the upper part of it; what is below; everything above what is below. */
export const MAIN = { x: 348, y: 30, width: 932, height: 748 };
export const EDITOR = { x: 348, y: 30, width: 932, height: 482 };
export const PANEL = { x: 348, y: 512, width: 932, height: 266 };
export const UPPER = { x: 0, y: 30, width: 1280, height: 482 };

before('opens a report with slips', async () => {
  workbench = await openWorkbench(FILES, { name: DINGXIANG, line: 335, column: 2 });
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
