import * as assert from 'node:assert/strict';
import { createPending } from '../../webview/pending';

describe('what was typed', () => {
  it('stays until a page has it', () => {
    const pending = createPending();
    assert.equal(pending.waits, false);
    assert.equal(pending.add([['a', '1']]), 1);
    assert.equal(
      pending.add([
        ['b', '2'],
        ['a', '3'],
      ]),
      2,
    );
    pending.settle(1);
    assert.deepEqual(
      ['a', 'b'].map((key) => pending.get(key)?.text),
      ['3', '2'],
    );
    assert.equal(pending.waits, true);
    pending.settle(2);
    assert.deepEqual([pending.get('a'), pending.get('b'), pending.waits], [undefined, undefined, false]);
  });

  it('stays where it was refused, until something else is typed or it is given up', () => {
    const pending = createPending();
    pending.add([
      ['a', 'x'],
      ['b', 'y'],
    ]);
    pending.refuse(1, 'no figure');
    pending.settle(1);
    assert.equal(pending.waits, false);
    assert.equal(pending.get('a')?.refused, 'no figure');
    pending.add([['a', '1']]);
    assert.equal(pending.get('a')?.refused, undefined);
    pending.settle(2);
    assert.equal(pending.get('a'), undefined);
    pending.drop('b');
    assert.equal(pending.get('b'), undefined);
  });
});
