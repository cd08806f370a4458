import * as assert from 'node:assert/strict';
import {
  type At,
  type Box,
  type Grid,
  block,
  filledFrom,
  find,
  laidOut,
  spotAt,
  stepped,
  tabbed,
} from '../../webview/grid';

const label = (height = 1): Box => ({ width: 1, height, keys: [] });
const cell = (key: string, width = 1): Box => ({ width, height: 1, keys: [key] });

/** Two rows of three below a label that they share, and one of a single wide cell. */
const THREE = laidOut([
  [{ width: 5, height: 1, keys: [] }],
  [label(2), label(), cell('a'), cell('b'), cell('c')],
  [label(), cell('d'), cell('e'), cell('f')],
  [{ width: 2, height: 1, keys: [] }, cell('g', 3)],
  [{ width: 2, height: 1, keys: [] }, cell('h'), cell('i'), cell('j')],
]);
const OTHER = laidOut([[label(), cell('x'), cell('y')]]);
const TABLES: Grid[] = [THREE, OTHER];

const at = (key: string): At => find(TABLES, key)!;
const keyOf = (place: At | undefined) => place && spotAt(TABLES, place)?.key;

describe('a table that is laid out', () => {
  it('has its cells where a browser prints them', () => {
    const spots = THREE.flat().map(({ key, left, right }) => `${key} ${left}-${right}`);
    assert.deepEqual(spots, [
      ...['a 2-3', 'b 3-4', 'c 4-5', 'd 2-3', 'e 3-4', 'f 4-5', 'g 2-5', 'h 2-3', 'i 3-4', 'j 4-5'],
    ]);
  });

  it('parts a cell with several figures among them', () => {
    const [row] = laidOut([[label(), { width: 4, height: 1, keys: ['p', 'q'] }]]);
    assert.deepEqual(row, [
      { key: 'p', left: 1, right: 3 },
      { key: 'q', left: 3, right: 5 },
    ]);
  });

  it('has no rows without anything to go to', () => {
    assert.equal(THREE.length, 4);
    assert.deepEqual(laidOut([]), []);
  });
});

describe('a key', () => {
  const step = (key: string, way: Parameters<typeof stepped>[2], aim = 3.5, within = false) =>
    keyOf(stepped(TABLES, at(key), way, aim, within));

  it('leads to the neighbour, and at the edge nowhere', () => {
    assert.deepEqual(
      [step('b', 'left'), step('b', 'right'), step('a', 'left'), step('c', 'right')],
      ['a', 'c', undefined, undefined],
    );
    assert.deepEqual([step('e', 'home'), step('e', 'end')], ['d', 'f']);
    assert.deepEqual([step('e', 'first'), step('e', 'last')], ['a', 'j']);
  });

  it('keeps to the column over rows of wider cells', () => {
    assert.equal(step('f', 'down', 4.5), 'g');
    assert.equal(step('g', 'down', 4.5), 'j');
    assert.equal(step('g', 'up', 2.5), 'd');
  });

  it('goes on in the next table, unless a block is selected', () => {
    assert.equal(step('j', 'down', 4.5), 'x');
    assert.equal(step('y', 'up', 2.5), 'h');
    assert.equal(step('j', 'down', 4.5, true), undefined);
    assert.equal(step('y', 'down'), undefined);
  });

  it('leads by Tab through everything once, and back', () => {
    const order = ['a'];
    for (let next = tabbed(TABLES, at('a'), false); next; next = tabbed(TABLES, next, false)) {
      order.push(keyOf(next)!);
    }
    assert.equal(order.join(''), 'abcdefghijxy');
    const back = ['y'];
    for (let next = tabbed(TABLES, at('y'), true); next; next = tabbed(TABLES, next, true)) {
      back.push(keyOf(next)!);
    }
    assert.deepEqual(back, [...order].reverse());
  });
});

describe('a block', () => {
  const keys = (a: string, b: string) => block(THREE, a, b).map((row) => row.map(({ key }) => key).join(''));

  it('is what lies between its corners, whichever they are', () => {
    for (const [a, b] of [
      ['a', 'e'],
      ['e', 'a'],
      ['b', 'd'],
      ['d', 'b'],
    ] as const) {
      assert.deepEqual(keys(a, b), ['ab', 'de']);
    }
    assert.deepEqual(keys('c', 'c'), ['c']);
  });

  it('takes in wide cells that it reaches', () => {
    assert.deepEqual(keys('e', 'i'), ['e', 'g', 'i']);
    assert.deepEqual(keys('g', 'h'), ['g', 'hij']);
  });

  it('is filled from its first row or column', () => {
    const filled = (a: string, b: string, way: 'down' | 'right') =>
      filledFrom(block(THREE, a, b), way).map(([to, from]) => `${from.key}${to.key}`);
    assert.deepEqual(filled('a', 'e', 'down'), ['ad', 'be']);
    assert.deepEqual(filled('a', 'f', 'right'), ['ab', 'ac', 'de', 'df']);
    assert.deepEqual(filled('d', 'i', 'down'), ['eg', 'dh', 'ei']);
  });
});
