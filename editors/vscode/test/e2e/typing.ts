// Writing in the text: keys, of which each is waited for until the cursor is where it leads.

import { workbench } from './shared';

/** Presses keys in the text, each of which moves the cursor or selects something else. */
export async function press(...names: string[]): Promise<void> {
  const place = workbench.page.locator('.statusbar-item[id="status.editor.selection"]');
  for (const name of names) {
    const before = await place.textContent();
    await workbench.page.keyboard.press(name);
    while ((await place.textContent()) === before) await workbench.page.waitForTimeout(10);
  }
}

/** Waits until the command of Tab can be run. */
export async function untilKnown(): Promise<void> {
  const { page } = workbench;
  const input = page.locator('.quick-input-widget input[type=text]');
  const offered = page.locator('.quick-input-list .monaco-list-row', { hasText: '到下一格' });
  for (;;) {
    await page.keyboard.press('F1');
    await input.waitFor();
    await input.fill('>到下一格');
    const none = page.locator('.quick-input-list .monaco-list-row', { hasText: 'No matching' });
    await offered.or(none).first().waitFor();
    const isThere = await offered.first().isVisible();
    await page.keyboard.press('Escape');
    await input.waitFor({ state: 'hidden' });
    if (isThere) return;
  }
}
