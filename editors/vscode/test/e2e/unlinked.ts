// The figures that are to be checked by eye, below the explorer.

import * as assert from 'node:assert/strict';
import { NOTES, TICKED } from './samples';
import { workbench } from './shared';

describe('the figures to check by eye', () => {
  const pane = () => workbench.page.locator('.pane', { hasText: '待人工核对的数字' });
  const header = () => pane().locator('.pane-header');
  const row = (words: string) => pane().locator('.monaco-list-row', { hasText: words }).first();
  const box = (words: string) => row(words).getByRole('checkbox');
  /** How many are left, as the header says. */
  const left = async () => Number(/还有 (\d+) 个/.exec((await header().textContent()) ?? '')![1]);
  const leaves = (count: number) => header().getByText(`还有 ${count} 个`).waitFor();

  it('are listed in their words, and lead to the text', async () => {
    await workbench.open(TICKED, 1);
    await header().click();
    await row('发布信息186条').waitFor();
    assert.equal(await row('全年新收').count(), 0);
    await row('发布信息186条').locator('.monaco-highlighted-label').click();
    await workbench.page.locator('.statusbar-item', { hasText: /^Ln 7, Col \d+ \(3 selected\)$/ }).waitFor();
    await workbench.picture('unlinked');
  });

  it('stay ticked where the text above them changes and the report is opened anew', async () => {
    const { page } = workbench;
    const before = await left();
    await box('发布信息186条').click();
    await leaves(before - 1);
    await workbench.goto(1);
    await page.keyboard.press('Enter');
    await row('发布信息186条').getByText('第 8 行').waitFor();
    await leaves(before - 1);
    await page.keyboard.press('Control+z');
    await row('发布信息186条').getByText('第 7 行').waitFor();
    await workbench.open(NOTES);
    await header().waitFor({ state: 'detached' });
    await workbench.open(TICKED, 1);
    await leaves(before - 1);
    assert.equal(await box('发布信息186条').isChecked(), true);
    await box('发布信息186条').click();
    await leaves(before);
  });

  it('are to be checked anew where their words change', async () => {
    const { page } = workbench;
    const before = await left();
    await box('发布信息186条').click();
    await leaves(before - 1);
    await row('发布信息186条').locator('.monaco-highlighted-label').click();
    await workbench.command('View: Focus Active Editor Group');
    await page.keyboard.type('187');
    await row('发布信息187条').waitFor();
    await leaves(before);
    await header().click();
  });
});
