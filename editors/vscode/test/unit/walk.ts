import * as assert from 'node:assert/strict';
import {
  aligned,
  below,
  figureAt,
  get,
  next,
  padded,
  previous,
  typed,
  type Range,
  type Table,
} from '../../src/figures/walk';

/** A table of text in which each figure is in ⟨⟩; where its columns are not certain they have no names. */
function drawn(text: string, columns = true): { table: Table; lines: string[] } {
  const lines = text.split('\n');
  const rows = lines.map((line, number) => {
    let taken = 0;
    return [...line.matchAll(/⟨([^⟩]*)⟩/g)].map((found, index) => {
      const start = { line: number, character: found.index - taken };
      taken += 2;
      const end = { line: number, character: start.character + found[1]!.length };
      return { ...(columns && { column: `c${index}` }), range: { start, end } };
    });
  });
  const plain = lines.map((line) => line.replace(/[⟨⟩]/g, ''));
  const end = { line: lines.length - 1, character: plain.at(-1)!.length };
  return {
    table: { range: { start: { line: 0, character: 0 }, end }, rows: rows.filter((row) => row.length > 0) },
    lines: plain,
  };
}

const at = (line: number, start: number, end = start): Range => ({
  start: { line, character: start },
  end: { line, character: end },
});

const TABLE = '| 甲 | ⟨12⟩ |  ⟨⟩ |\n| --- | --- | --- |\n| 乙 | ⟨3⟩ | ⟨4⟩ |';

describe('going from figure to figure', () => {
  const { table } = drawn(TABLE);
  const range = (to: ReturnType<typeof next>) => to && get(table, to).range;

  it('leads from a figure to the next and the previous one, over lines without figures', () => {
    const all = table.rows.flat().map((figure) => figure.range);
    for (const [index, one] of all.entries()) {
      assert.deepEqual(range(next(table, one)), all[index + 1]);
      assert.deepEqual(range(previous(table, one)), all[index - 1]);
      // A cursor at the end of a figure is at it.
      assert.deepEqual(range(next(table, { start: one.end, end: one.end })), all[index + 1]);
    }
  });

  it('begins at the cursor where that is at no figure', () => {
    const [first, second, third] = table.rows.flat().map((figure) => figure.range);
    assert.deepEqual(range(next(table, at(0, 2))), first);
    assert.deepEqual(range(next(table, at(0, 9))), second);
    assert.deepEqual(range(previous(table, at(0, 9))), first);
    assert.deepEqual(range(next(table, at(1, 3))), third);
    assert.deepEqual(range(previous(table, at(1, 3))), second);
    assert.equal(previous(table, at(0, 2)), undefined);
    assert.equal(next(table, at(2, 13)), undefined);
  });

  it('leads down in a column', () => {
    assert.deepEqual(below(table, { row: 0, index: 1 }, 'c1'), { row: 1, index: 1 });
    // Back to where the row was begun.
    assert.deepEqual(below(table, { row: 0, index: 1 }, 'c0'), { row: 1, index: 0 });
    assert.equal(below(table, { row: 1, index: 0 }, 'c0'), undefined);
    const unlike = drawn('⟨1⟩ ⟨2⟩ ⟨3⟩\n⟨4⟩', false).table;
    assert.deepEqual(below(unlike, { row: 0, index: 2 }, undefined), { row: 1, index: 0 });
  });

  it('knows where the figures are once one was typed', () => {
    const { table } = drawn(TABLE);
    const now = typed(table, { range: at(0, 6, 8), text: '7' });
    assert.deepEqual(now, drawn(TABLE.replace('12', '7')).table);
    assert.deepEqual(
      typed(table, { range: at(0, 12), text: '05' }),
      drawn(TABLE.replace('⟨⟩', '⟨05⟩')).table,
    );
    assert.deepEqual(typed(now!, { range: at(0, 7), text: '89' }), drawn(TABLE.replace('12', '789')).table);
  });

  it('does not know where they are after anything else', () => {
    for (const edit of [
      { range: at(0, 6), text: '\t' },
      { range: at(0, 6), text: '1 2' },
      { range: at(0, 6), text: '|' },
      { range: at(0, 6, 9), text: '1' },
      { range: at(0, 2), text: '1' },
      { range: { start: at(0, 6).start, end: at(2, 6).start }, text: '' },
    ])
      assert.equal(typed(table, edit), undefined);
  });
});

describe('a column in which figures are typed', () => {
  for (const [said, before, after] of [
    ['gives up blanks for a longer one', '| 甲 |   ⟨123⟩ | ⟨4⟩ |', '| 甲 |  ⟨123⟩ | ⟨4⟩ |'],
    ['gives up no more than it has', '| 甲 | ⟨123456⟩ | ⟨4⟩ |', undefined],
    ['gets blanks for a shorter one', '| 甲 | ⟨1⟩ | ⟨4⟩ |', '| 甲 |    ⟨1⟩ | ⟨4⟩ |'],
    ['stays as it is where it is aligned', '| 甲 |    ⟨1⟩ | ⟨4⟩ |', undefined],
    ['is left alone without pipes', '甲\t⟨1⟩\t⟨4⟩', undefined],
    ['is left alone without blanks', '|甲|⟨1⟩|⟨4⟩|', undefined],
  ] as const)
    it(said, () => {
      const { table, lines } = drawn(before);
      const edit = aligned(lines[0]!, table.rows[0]![0]!.range, 6);
      if (after === undefined) return assert.equal(edit, undefined);
      const { start, end } = edit!.range;
      const made = lines[0]!.slice(0, start.character) + edit!.text + lines[0]!.slice(end.character);
      assert.equal(made, after.replace(/[⟨⟩]/g, ''));
      assert.deepEqual(padded(table, { row: 0, index: 0 }, edit!), drawn(after).table);
    });

  it('is left alone where nobody knows how wide it was', () => {
    const { table, lines } = drawn('| 甲 |   ⟨123⟩ |');
    assert.equal(aligned(lines[0]!, table.rows[0]![0]!.range, undefined), undefined);
    assert.deepEqual(figureAt(table, at(0, 9)), { row: 0, index: 0 });
  });
});
