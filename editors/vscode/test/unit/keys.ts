import * as assert from 'node:assert/strict';
import { type Key, wishInEdit, wishOf } from '../../webview/keys';

const NONE: Key = {
  key: '',
  code: '',
  keyCode: 0,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
};
const key = (name: string, others: Partial<Key> = {}): Key => ({ ...NONE, key: name, ...others });
const control = { ctrlKey: true };

describe('a key at a cell', () => {
  it('moves, types, edits and empties as in a spreadsheet', () => {
    assert.deepEqual(wishOf(key('ArrowUp')), { do: 'step', step: 'up', extend: false });
    assert.deepEqual(wishOf(key('End', { shiftKey: true })), { do: 'step', step: 'end', extend: true });
    assert.deepEqual(wishOf(key('Home', control)), { do: 'step', step: 'first', extend: false });
    assert.deepEqual(wishOf(key('Tab', { shiftKey: true })), { do: 'tab', back: true });
    assert.deepEqual(wishOf(key('Enter')), { do: 'enter', back: false });
    assert.deepEqual(wishOf(key('F2')), { do: 'edit' });
    assert.deepEqual(wishOf(key('Backspace')), { do: 'clear' });
    for (const typed of ['7', '.', '７', '件']) assert.deepEqual(wishOf(key(typed)), { do: 'type' });
    assert.deepEqual(wishOf(key('Process', { keyCode: 229 })), { do: 'type' });
  });

  it('fills, undoes, saves and mends with Control or Command', () => {
    assert.deepEqual(wishOf(key('d', control)), { do: 'fill', way: 'down' });
    assert.deepEqual(wishOf(key('R', { metaKey: true })), { do: 'fill', way: 'right' });
    assert.deepEqual(wishOf(key('z', control)), { do: 'back', way: 'undo' });
    assert.deepEqual(wishOf(key('Z', { ...control, shiftKey: true })), { do: 'back', way: 'redo' });
    assert.deepEqual(wishOf(key('y', control)), { do: 'back', way: 'redo' });
    assert.deepEqual(wishOf(key('s', control)), { do: 'save' });
    assert.deepEqual(wishOf(key('.', control)), { do: 'repair' });
    assert.deepEqual(wishOf(key('º', { code: 'Digit0', altKey: true })), { do: 'zeros' });
    assert.deepEqual(wishOf(key('=', { code: 'Equal', altKey: true })), { do: 'sums' });
  });

  it('is left to the editor around it where the form has no use for it', () => {
    for (const other of [
      key('p', control),
      key('F1'),
      key('F6'),
      key('Shift'),
      key('S', { ...control, shiftKey: true }),
    ]) {
      assert.equal(wishOf(other), undefined);
    }
    assert.equal(wishOf(key('@', { ...control, altKey: true })), undefined);
  });
});

describe('a key in an edit', () => {
  it('ends it, or is typed', () => {
    assert.deepEqual(wishInEdit(key('Enter'), true), { do: 'enter', back: false });
    assert.deepEqual(wishInEdit(key('Escape'), false), { do: 'cancel' });
    assert.deepEqual(wishInEdit(key('0', { code: 'Digit0', altKey: true }), true), { do: 'zeros' });
    for (const typed of [key('7'), key('Backspace'), key('z', control), key('a', control), key(' ')]) {
      assert.equal(wishInEdit(typed, true), undefined);
    }
  });

  it('leads on by an arrow only where the edit was begun by typing', () => {
    assert.deepEqual(wishInEdit(key('ArrowLeft'), true), { do: 'step', step: 'left', extend: false });
    assert.equal(wishInEdit(key('ArrowLeft'), false), undefined);
    assert.equal(wishInEdit(key('Home'), true), undefined);
    assert.equal(wishInEdit(key('ArrowLeft', { shiftKey: true }), true), undefined);
  });

  it("is the input method's as long as that is composing", () => {
    for (const name of ['Enter', 'Tab', 'Escape', 'ArrowDown']) {
      assert.equal(wishInEdit(key(name, { isComposing: true }), true), undefined);
      assert.equal(wishInEdit(key(name, { keyCode: 229 }), true), undefined);
    }
  });
});
