// The report as the form prints it, beside the text.

import * as assert from 'node:assert/strict';
import { COMPILATION, PREVIEWED, textOf } from './samples';
import { workbench } from './shared';

/** The row of the figure with a slip: 四、结转下年度继续办理 × 自然人. */
const LINE = 338;

describe('the preview', () => {
  const webview = () => workbench.page.locator('iframe.webview.ready');
  const frame = () => webview().contentFrame().frameLocator('#active-frame');
  const slip = () => frame().locator('tr', { hasText: '四、结转下年度继续办理' }).locator('td').first();
  const cursor = (line: number) =>
    workbench.page.locator('.statusbar-item', { hasText: new RegExp(`^Ln ${line}, Col`) }).waitFor();

  it('shows the form with the broken cell marked, beside the text', async () => {
    await workbench.open(PREVIEWED, LINE);
    await workbench.editor.locator('.squiggly-error').first().waitFor();
    await workbench.command('勾稽: 打开填报表');
    await frame().locator('td.figure.error').first().waitFor();
    assert.match((await slip().getAttribute('class')) ?? '', /error/);
    assert.match((await slip().getAttribute('title')) ?? '', /应为 1，填的是 2/);
    assert.equal(await frame().locator('th[colspan="5"]', { hasText: '法人或其他组织' }).count(), 1);
    // It is opened where the text is, and neither the line above the form nor the head of the table lies over it.
    const isSeen = () =>
      slip().evaluate((cell) => {
        const { left, right, top, bottom } = cell.getBoundingClientRect();
        return [top + 2, bottom - 2].every(
          (y) => cell.ownerDocument.elementFromPoint((left + right) / 2, y)?.closest('td') === cell,
        );
      });
    while (!(await isSeen())) await workbench.page.waitForTimeout(30);
    await workbench.picture('preview');
  });

  it('lets nothing run but its own script, by a mark that is new each time', async () => {
    const policy = () =>
      frame().locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    const of = (said: string | null) => /'nonce-([^']+)'/.exec(said ?? '')?.[1] ?? '';
    const said = await policy();
    const nonce = of(said);
    assert.match(nonce, /^[\w-]{22}$/);
    const rules = said!.replaceAll(nonce, 'N');
    assert.equal(
      rules,
      "default-src 'none'; script-src 'nonce-N'; style-src 'nonce-N'; base-uri 'none'; form-action 'none'",
    );
    await workbench.command('View: Close All Editors');
    await workbench.open(PREVIEWED, LINE);
    await workbench.command('勾稽: 打开填报表');
    await frame().locator('td.figure.error').first().waitFor();
    assert.notEqual(of(await policy()), nonce);
  });

  it('marks the figure in which the cursor stands, and scrolls to it', async () => {
    await workbench.goto(LINE);
    // Over the tab, to the figure.
    await workbench.page.keyboard.press('ArrowRight');
    await frame().locator('td.figure.here').waitFor();
    assert.equal(await slip().evaluate((cell) => cell.classList.contains('here')), true);
    assert.equal(await slip().evaluate((cell) => cell.getBoundingClientRect().top >= 0), true);
  });

  it('leads from a figure to the text, also by keyboard', async () => {
    await slip().click();
    await workbench.page.locator('.monaco-editor .selected-text').first().waitFor();
    await workbench.page.keyboard.press('ArrowRight');
    await workbench.page.keyboard.press('F12');
    await cursor(LINE + 1);
  });

  it('scrolls with the text, and the text with it', async () => {
    const { page, editor } = workbench;
    const title = frame().locator('h1');
    const isSeen = () => title.evaluate((element) => element.getBoundingClientRect().top >= 0);
    await frame()
      .locator('h2', { hasText: '三、' })
      .evaluate((heading) => heading.scrollIntoView());
    await editor.locator('.view-line', { hasText: '三、收到和处理政府信息公开申请情况' }).waitFor();
    assert.equal(await isSeen(), false);
    await editor.locator('.view-line').nth(3).click();
    await page.keyboard.press('Control+Home');
    while (!(await isSeen())) await page.waitForTimeout(30);
    await workbench.picture('preview top');
  });

  it('follows an edit', async () => {
    await workbench.goto(LINE);
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.press('Backspace');
    await workbench.page.keyboard.insertText('1');
    await frame().locator('td.figure.error:not(.missing)').first().waitFor({ state: 'detached' });
    assert.equal(await slip().textContent(), '1');
    await workbench.picture('preview mended');
  });

  it('fits into a narrow window', async () => {
    const { page } = workbench;
    const size = page.viewportSize()!;
    await page.setViewportSize({ width: 820, height: 800 });
    await frame().locator('.gouji').waitFor();
    const [wide, room] = await frame()
      .locator('body')
      .evaluate((body) => [body.scrollWidth, body.clientWidth]);
    await workbench.picture('preview narrow');
    await page.setViewportSize(size);
    assert.ok(wide! <= room!, `${wide} > ${room}`);
  });

  it('has the colours of the theme', async () => {
    const paper = () =>
      frame()
        .locator('.gouji')
        .evaluate((sheet) => sheet.computedStyleMap().get('background-color')?.toString());
    const seen = new Set([await paper()]);
    for (const [theme, kind] of [
      ['Default Dark Modern', 'vs-dark'],
      ['Default High Contrast', 'hc-black'],
      ['Default Light Modern', 'vs'],
    ] as const) {
      await workbench.theme(theme, kind);
      const body = { 'vs-dark': 'vscode-dark', 'hc-black': 'vscode-high-contrast', vs: 'vscode-light' }[kind];
      await frame().locator(`body.${body}`).waitFor();
      await workbench.picture(`preview ${kind}`);
      seen.add(await paper());
    }
    assert.equal(seen.size, 3);
  });

  it('is there again when the window is loaded anew', async () => {
    const { page } = workbench;
    await workbench.open(PREVIEWED);
    await workbench.save(PREVIEWED);
    const address = new URL(page.url());
    // What it names would be opened instead of what was open.
    address.searchParams.delete('payload');
    await page.goto(address.href, { waitUntil: 'domcontentloaded' });
    await frame().locator('td.figure').first().waitFor();
    await workbench.status.waitFor();
    await slip().click();
    await page.locator('.monaco-editor .selected-text').first().waitFor();
  });

  it('brings of several reports only that up to date in which something has changed', async () => {
    const { page } = workbench;
    await workbench.command('View: Focus First Editor Group');
    await workbench.open(COMPILATION, 1);
    const articles = frame().locator('article');
    while ((await articles.count()) !== 3) await page.waitForTimeout(30);
    const last = articles.nth(2).locator('td.figure:not(.blank)').first();
    await last.evaluate((cell) => cell.toggleAttribute('data-kept', true));
    const lines = textOf(COMPILATION).split('\n');
    const heading = lines.findIndex((line) => line.startsWith('二、')) + 1;
    await workbench.goto(heading);
    await page.keyboard.insertText('另有说明。');
    await page.keyboard.press('Enter');
    await articles.nth(0).getByText('另有说明。').waitFor();
    assert.equal(await last.getAttribute('data-kept'), '');
    // It has moved all the same, and leads to where it now stands.
    const [from] = (await last.getAttribute('data-at'))!.split(':').map(Number);
    const line = await articles.nth(2).getAttribute('data-line');
    await last.click();
    // The form keeps the focus, so that the status bar does not say where the text is.
    await page.locator('.active-line-number', { hasText: String(Number(line) + from! + 1) }).waitFor();
  });

  after('the others find the window as it was', async () => {
    await workbench.command('View: Focus First Editor Group');
    await workbench.command('View: Close Editors in Other Groups');
    await frame().locator('.gouji').waitFor({ state: 'detached' });
  });
});
