import * as assert from 'node:assert/strict';
import { type Answer, createChanges, type World } from '../../src/form/changes';
import type { Change, SetChange } from '../../webview/messages';

/** An edit puts figures into cells. */
type Edit = [cell: string, text: string];

const set = (id: number, cells: Record<string, string>, table = 'a'): SetChange => ({
  type: 'set',
  id,
  uri: 'file:///a.md',
  report: 0,
  table,
  cells: Object.entries(cells).map(([row, text]) => ({ row, column: 'c', text })),
});

/** A text that holds cells, and takes as many turns to answer as it is told. */
function text() {
  const cells = new Map<string, string>();
  const told: string[] = [];
  let version = 1;
  let asked = 0;
  const turn = () => new Promise((resolve) => setTimeout(resolve, 1));
  const world: World<Edit> = {
    barred: async () => undefined,
    version: () => version,
    async ask(change: Change, at): Promise<Answer<Edit> | 'overtaken'> {
      asked += 1;
      await turn();
      if (at !== version) return 'overtaken';
      if (change.type === 'paste') return { version, edits: [['pasted', change.text]], told: 'pasted' };
      const wrong = change.cells.find(({ text: typed }) => !/^\d*$/.test(typed));
      if (wrong !== undefined) return { version, refused: `“${wrong.text}” is no figure` };
      return {
        version,
        edits: change.cells.map(({ row, text: typed }) => [`${change.table}/${row}`, typed]),
      };
    },
    async apply(_uri, edits, at) {
      if (at !== version) return false;
      version += 1;
      await turn();
      for (const [cell, typed] of edits) cells.set(cell, typed);
      return true;
    },
    done: (id, _uri, at) => told.push(`${id} in ${at}`),
    refused: (id, words) => told.push(`${id}: ${words}`),
    told: (words) => told.push(words),
    restless: 'restless',
  };
  return {
    cells,
    told,
    world,
    asked: () => asked,
    type: () => (version += 1),
    async settled(lines: number) {
      while (told.length < lines) await turn();
    },
  };
}

describe('changes on their way into the text', () => {
  it('are made in order, and what is typed meanwhile goes together', async () => {
    const { cells, told, world, asked, settled } = text();
    const changes = createChanges(world);
    changes.push(set(1, { x: '1' }));
    changes.push(set(2, { y: '2' }));
    changes.push(set(3, { x: '3' }));
    changes.push(set(4, { z: '4' }, 'b'));
    await settled(3);
    assert.deepEqual(told, ['1 in 2', '3 in 3', '4 in 4']);
    assert.deepEqual(Object.fromEntries(cells), { 'a/x': '3', 'a/y': '2', 'b/z': '4' });
    assert.equal(asked(), 3);
  });

  it('take with them the totals of all that goes together', async () => {
    const { world, told, settled } = text();
    const asked: unknown[] = [];
    const changes = createChanges({
      ...world,
      ask(change, version) {
        if (change.type === 'set') asked.push(change.totals);
        return world.ask(change, version);
      },
    });
    const total = (row: string) => ({ row, column: 'total' });
    changes.push(set(1, { a: '1' }));
    changes.push({ ...set(2, { b: '0' }), totals: [total('a')] });
    changes.push({ ...set(3, { c: '0' }), totals: [total('c')] });
    await settled(2);
    assert.deepEqual(told.length, 2);
    assert.deepEqual(asked, [undefined, [total('a'), total('c')]]);
  });

  it('are asked for anew where the text changes meanwhile', async () => {
    const { cells, told, world, type, settled } = text();
    const { ask, apply } = world;
    let typing = 5;
    const changes = createChanges({
      ...world,
      ask: (...asked) => {
        const answer = ask(...asked);
        if ((typing -= 1) > 0) type();
        return answer;
      },
      apply: (...made) => {
        if (typing === 0) type();
        return apply(...made);
      },
    });
    changes.push(set(1, { x: '1' }));
    await settled(1);
    assert.deepEqual(Object.fromEntries(cells), { 'a/x': '1' });
    assert.equal(told.length, 1);
  });

  it('do not keep each other from being made where one is refused', async () => {
    const { cells, told, world, settled } = text();
    const changes = createChanges(world);
    changes.push(set(1, { w: '0' }));
    changes.push(set(2, { x: '1' }));
    changes.push(set(3, { y: 'abc' }));
    changes.push(set(4, { z: '3' }));
    await settled(5);
    assert.deepEqual(Object.fromEntries(cells), { 'a/w': '0', 'a/x': '1', 'a/z': '3' });
    assert.ok(told.includes('3: “abc” is no figure'));
    assert.equal(told.at(-1), '4 in 4');
  });

  it('are refused with words where nothing can be changed, and where the text never holds still', async () => {
    const { told, world, type, settled } = text();
    const barred = createChanges({ ...world, barred: async () => 'read-only' });
    barred.push(set(1, { x: '1' }));
    await settled(2);
    assert.equal(told[0], '1: read-only');
    const { ask } = world;
    const changes = createChanges({ ...world, ask: (...asked) => (type(), ask(...asked)) });
    changes.push(set(2, { x: '1' }));
    await settled(4);
    assert.equal(told[2], '2: restless');
  });

  it('can be blocks, of which each is a change of its own', async () => {
    const { cells, told, world, settled } = text();
    const changes = createChanges(world);
    const at = { table: 'a', row: 'x', column: 'c' };
    const paste = { type: 'paste', uri: 'file:///a.md', report: 0, at } as const;
    changes.push({ ...paste, id: 1, text: '1\t2' });
    changes.push({ ...paste, id: 2, text: '3\t4' });
    await settled(4);
    assert.deepEqual(told, ['pasted', '1 in 2', 'pasted', '2 in 3']);
    assert.equal(cells.get('pasted'), '3\t4');
  });
});
