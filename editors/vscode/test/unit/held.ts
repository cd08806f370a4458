import * as assert from 'node:assert/strict';
import { createHeld } from '../../webview/held';

const key = (name: string, isComposing = false) => ({
  key: name,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing,
});

describe('keys typed while something is undone', () => {
  it('are done in their order, those among them that the text had', () => {
    const held = createHeld();
    assert.equal(held.hold(key('1')), true);
    held.split();
    held.hold(key('4'));
    const names = () => held.release(['2', 'Tab']).map((one) => one.key);
    assert.deepEqual(names(), ['1', '2', 'Tab', '4']);
    assert.deepEqual(held.release([]), []);
  });

  it('are not held where they mean nothing by themselves, or are the input method\u2019s', () => {
    const held = createHeld();
    assert.equal(held.hold(key('Shift')), false);
    assert.equal(held.hold(key('b', true)), false);
    assert.deepEqual(held.release([]), []);
  });
});
