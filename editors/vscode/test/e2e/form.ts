// The form beside the text, filled in.

import * as assert from 'node:assert/strict';
import { barriers } from './reach';
import { FORM_BLANK, FORM_BROKEN, FORM_CELLS } from './samples';
import { workbench } from './shared';
import { cell, clip, fillIn, frame, holds, isFocused, keys, line, readAnew, saved, shown } from './sheet';

const NEW = 'applications/received';

describe('the form', () => {
  before('is let at the clipboard', async () => {
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  });

  it('is filled in by typing, and leads on by Tab and Enter', async () => {
    await fillIn(FORM_BLANK, `${NEW}/natural_person`);
    await keys('1', '2', 'Tab', '3', 'Tab', '0', 'Shift+Tab', 'Enter');
    await isFocused('applications/carried_in/commercial');
    await keys('5', 'ArrowLeft', 'F2', '6', 'Enter', 'ArrowUp');
    await holds(`${NEW}/natural_person`, '12');
    await holds(`${NEW}/commercial`, '3');
    await holds(`${NEW}/research`, '0');
    await holds('applications/carried_in/commercial', '5');
    await holds('applications/carried_in/natural_person', '6');
    const found = await saved(FORM_BLANK);
    assert.equal(found[`${NEW}/natural_person`], '12');
    assert.deepEqual(await shown(), found);
  });

  it('says above which cell it is, and by which article', async () => {
    await cell('applications/granted/natural_person').click();
    await line('name').filter({ hasText: '予以公开' }).filter({ hasText: '自然人' }).waitFor();
    await line('about').filter({ hasText: '条例' }).waitFor();
    await workbench.picture('form');
  });

  it('gives up an edit by Escape, and keeps what it is not sent', async () => {
    await cell(`${NEW}/natural_person`).click();
    await keys('9', '9', 'Escape');
    await isFocused(`${NEW}/natural_person`);
    await holds(`${NEW}/natural_person`, '12');
    await keys('F2', '3', 'Escape');
    await holds(`${NEW}/natural_person`, '12');
  });

  it('offers a total once its parts are there, and takes it by Tab', async () => {
    await cell(`${NEW}/public_welfare`).click();
    // Faster than the text can be read anew.
    await keys('0', 'Tab', '0', 'Tab', '0', 'Tab', 'Tab');
    await isFocused('applications/carried_in/natural_person');
    await holds(`${NEW}/total`, '15');
    await cell('applications/carried_in/research').click();
    await keys('0', 'Tab', '0', 'Tab', '0', 'Tab', '0', 'Enter');
    await cell('applications/carried_in/total').and(frame().locator('[data-sum="11"]')).waitFor();
    await workbench.picture('form total');
    await cell('applications/carried_in/total').click();
    await line('wrong').filter({ hasText: '合计应为 11' }).waitFor();
    await keys('Enter');
    await holds('applications/carried_in/total', '11');
  });

  it('never overwrites a total unasked', async () => {
    await cell('applications/carried_in/total').click();
    await keys('7', 'Enter', 'ArrowUp', 'Tab', 'Shift+Tab', 'Enter');
    await holds('applications/carried_in/total', '7');
    await keys('ArrowUp', 'Delete', 'ArrowUp');
    await cell('applications/carried_in/total').and(frame().locator('[data-sum="11"]')).waitFor();
  });

  it('is undone and redone as the text is, and stays at its cell', async () => {
    await cell('applications/granted/natural_person').click();
    await keys('4', 'Enter');
    await holds('applications/granted/natural_person', '4');
    await keys('ArrowUp', 'Control+z');
    await holds('applications/granted/natural_person', '');
    await isFocused('applications/granted/natural_person');
    await keys('Control+y');
    await holds('applications/granted/natural_person', '4');
    await isFocused('applications/granted/natural_person');
  });

  it('has what is typed while something is undone', async () => {
    await cell('applications/granted/commercial').click();
    await keys('4', 'Enter', 'ArrowUp', 'Control+z', '5', '6', 'Tab', '7', 'Enter');
    await holds('applications/granted/commercial', '56');
    await holds('applications/granted/research', '7');
    await keys('Control+z', 'Control+z');
    await holds('applications/granted/commercial', '');
    await holds('applications/granted/research', '');
    const found = await saved(FORM_BLANK);
    assert.deepEqual(await shown(), found);
  });

  it('fills down and right, and empties a block', async () => {
    await cell('applications/granted/natural_person').click();
    await keys('Shift+ArrowDown', 'Shift+ArrowDown', 'Control+d');
    await holds('applications/denied.state_secret/natural_person', '4');
    await keys('Shift+ArrowRight', 'Control+r');
    await holds('applications/denied.state_secret/commercial', '4');
    await holds('applications/granted/commercial', '4');
    await workbench.picture('form block');
    await keys('Delete');
    await holds('applications/granted/commercial', '');
    await holds('applications/denied.state_secret/natural_person', '');
  });

  it('copies a block and takes one from another program, as one step', async () => {
    await cell(`${NEW}/natural_person`).click();
    await keys('Shift+ArrowRight', 'Control+c');
    await cell('applications/granted/natural_person').click();
    await keys('Control+v');
    await holds('applications/granted/natural_person', '12');
    await holds('applications/granted/commercial', '3');
    await clip([
      ['1', '2', '3'],
      ['4', '5', '6'],
    ]);
    await cell('applications/unavailable.not_held/natural_person').click();
    await keys('Control+v');
    await holds('applications/unavailable.not_held/natural_person', '1');
    await holds('applications/unavailable.needs_creation/research', '6');
    await keys('Control+z');
    await holds('applications/unavailable.needs_creation/research', '');
    await holds('applications/unavailable.not_held/natural_person', '');
    await holds('applications/granted/commercial', '3');
  });

  it('shows what was refused where it was typed, and why', async () => {
    await cell('applications/partly_granted/natural_person').click();
    await keys('a', 'b', 'Enter');
    await line('alert').filter({ hasText: 'ab' }).waitFor();
    await keys('ArrowUp');
    const refused = cell('applications/partly_granted/natural_person').and(frame().locator('.refused'));
    await refused.filter({ hasText: 'ab' }).waitFor();
    await workbench.picture('form refused');
    await keys('Escape');
    await holds('applications/partly_granted/natural_person', '');
  });

  it('puts 0 into what is blank, and the totals where they belong', async () => {
    await cell('disputes/reconsideration/upheld').click();
    await keys('1', 'Alt+0');
    await holds('disputes/reconsideration/total', '1');
    await holds('disputes/litigation_direct/total', '0');
    await holds('disputes/litigation_after_reconsideration/pending', '0');
    // One step of undoing.
    await keys('Control+z');
    await holds('disputes/litigation_after_reconsideration/pending', '');
    await holds('disputes/reconsideration/total', '');
    await holds('disputes/reconsideration/upheld', '1');
    await keys('Control+y');
    await holds('disputes/litigation_direct/total', '0');
  });

  it('loses nothing where text and form are typed into at the same time', async () => {
    const { page } = workbench;
    await cell('applications/carried_out/natural_person').click();
    // The text is typed into as soon as it has the focus, the form's change under way.
    await keys('8', 'Enter');
    await page.locator('.monaco-editor[data-uri]').first().click();
    await keys('Control+End');
    await page.keyboard.insertText('同时');
    await holds('applications/carried_out/natural_person', '8');
    await cell('applications/carried_out/natural_person').click();
    const found = await saved(FORM_BLANK);
    assert.match(workbench.onDisk(FORM_BLANK), /同时/);
    assert.equal(found['applications/carried_out/natural_person'], '8');
    assert.deepEqual(await shown(), found);
  });

  it('leaves an edit alone when the text changes meanwhile', async () => {
    await cell('applications/carried_out/natural_person').click();
    await keys('5', '6');
    // Another program writes the file.
    const before = workbench.onDisk(FORM_BLANK);
    workbench.write(FORM_BLANK, before.replace('同时', '后来'));
    await frame().locator('p', { hasText: '后来' }).waitFor();
    assert.equal(await line('edit').inputValue(), '56');
    await keys('7', 'Enter');
    await holds('applications/carried_out/natural_person', '567');
    assert.equal((await saved(FORM_BLANK))['applications/carried_out/natural_person'], '567');
  });

  it('is not in the way of an input method', async () => {
    await cell('applications/carried_out/other').click();
    await keys('F2');
    await line('edit').and(frame().locator(':focus')).waitFor();
    const session = await workbench.page.context().newCDPSession(workbench.page);
    await session.send('Input.imeSetComposition', { text: 'ba', selectionStart: 2, selectionEnd: 2 });
    // This Enter is the input method's.
    await line('edit').dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    await line('edit').and(frame().locator(':focus')).waitFor();
    await session.send('Input.insertText', { text: '８' });
    await session.detach();
    await keys('Enter');
    await holds('applications/carried_out/other', '8');
  });

  it('mends a cell as the text offers it', async () => {
    await fillIn(FORM_BROKEN, 'applications/carried_out/natural_person');
    await line('repair').filter({ hasText: '由 2 改为 1' }).waitFor();
    await workbench.picture('form repair');
    await keys('Control+.');
    await holds('applications/carried_out/natural_person', '1');
    await line('repair').waitFor({ state: 'hidden' });
  });

  it('fills in a cell that the text lacks', async () => {
    await cell('applications/handled_total/total').click();
    await keys('1', '2', 'Enter');
    await holds('applications/handled_total/total', '12');
    await frame().locator('td.error').first().waitFor({ state: 'detached' });
    const found = await saved(FORM_BROKEN);
    assert.equal(found['applications/handled_total/total'], '12');
  });

  it('can be read by everyone in the colours of every theme, in windows of usual sizes', async () => {
    const { page } = workbench;
    const size = page.viewportSize()!;
    for (const [theme, kind] of [
      ['Default Dark Modern', 'vs-dark'],
      ['Default High Contrast', 'hc-black'],
      ['Default Light Modern', 'vs'],
    ] as const) {
      await workbench.theme(theme, kind);
      await cell('applications/handled_total/natural_person').click();
      await keys('Shift+ArrowUp', 'Shift+ArrowRight');
      assert.deepEqual(await barriers(), [], theme);
      for (const [width, height] of [
        [1366, 768],
        [1440, 900],
      ] as const) {
        await page.setViewportSize({ width, height });
        await workbench.picture(`form ${kind} ${width}`);
      }
    }
    await page.setViewportSize(size);
  });

  it('is there again when the window is loaded anew, and is filled in', async () => {
    await saved(FORM_BROKEN);
    const address = new URL(workbench.page.url());
    address.searchParams.delete('payload');
    await workbench.page.goto(address.href, { waitUntil: 'domcontentloaded' });
    await cell('applications/carried_out/natural_person').click();
    await keys('3', 'Enter');
    await holds('applications/carried_out/natural_person', '3');
    await keys('Control+s');
    const onDisk = () => readAnew(FORM_BROKEN)['applications/carried_out/natural_person'];
    while (onDisk() !== '3') await workbench.page.waitForTimeout(100);
  });

  it('is filled in where the text has a line for every cell', async () => {
    await fillIn(FORM_CELLS, 'applications/carried_out/natural_person');
    await keys('7', 'Enter');
    await holds('applications/carried_out/natural_person', '7');
    assert.equal((await saved(FORM_CELLS))['applications/carried_out/natural_person'], '7');
  });

  it('takes figures as fast as they are typed, and loses none', async () => {
    await fillIn(FORM_CELLS, 'applications/received/natural_person');
    const rows = ['received', 'carried_in', 'granted', 'partly_granted', 'denied.state_secret'];
    const parts = ['natural_person', 'commercial', 'research', 'public_welfare', 'legal_service', 'other'];
    const begun = Date.now();
    for (const _ of rows) await keys(...parts.flatMap((_, at) => [String(at + 3), 'Tab']), 'Tab');
    await holds('applications/denied.state_secret/other', '8');
    const each = ((Date.now() - begun) / rows.length / parts.length).toFixed(0);
    const found = await saved(FORM_CELLS);
    for (const row of rows)
      for (const [at, column] of parts.entries())
        assert.equal(found[`applications/${row}/${column}`], String(at + 3), `${row} ${column}`);
    console.log(`    ${rows.length * parts.length} figures one after the other: ${each} ms each`);
  });

  after('the others find the window as it was', async () => {
    await workbench.command('View: Focus First Editor Group');
    await workbench.command('View: Close Editors in Other Groups');
    await frame().locator('.gouji').waitFor({ state: 'detached' });
  });
});
