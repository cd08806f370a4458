// What was typed, on its way into the text.
//
// Invariants: what was typed shows at once, and stays until the text has it or the user gives it up. A total that is
// filled in is never overwritten unasked, and one is taken only when the text has all of which it is the sum.

import * as cells from './cells';
import type { Said } from './messages';
import { createPending, type Typed } from './pending';

/** What was typed, and into which cell. */
export type Typing = readonly [key: string, text: string];

export interface Filling {
  /** What was typed into a cell and is not in the page yet. */
  typed(key: string): Typed | undefined;
  /** Shows what was typed, and has it put into the text; with it those of the totals that are known then. */
  change(typing: readonly Typing[], totals?: readonly string[]): void;
  /** Has a block put into the text, its first cell here. */
  paste(key: string, text: string, html: string): void;
  /** Takes the totals that are offered in those of the cells that are blank, as soon as they are known. */
  take(keys: readonly string[]): void;
  /** Does something once the text has all that was typed. */
  whenStill(act: () => void): void;
  /** Whether something was typed into a report that is not in the page yet. */
  waits(report: number): boolean;
  /** A page of a document is about to be shown that has all changes up to this one. */
  settle(uri: string, id: number): void;
  /** It is shown now. */
  shown(): void;
  /** The text has not taken a change, for this reason. */
  refuse(id: number, words: string): void;
  /** Gives up what was typed into a cell. */
  drop(key: string): void;
  /** Totals are no longer waited for. */
  halt(): void;
}

export function createFilling(
  elementOf: (key: string) => HTMLElement | undefined,
  say: (said: Said) => void,
): Filling {
  const pending = createPending();
  let uri = '';
  const wanted = new Set<string>();
  let later: (() => void)[] = [];

  const typed = (key: string) => pending.get(`${uri} ${key}`);

  function change(typing: readonly Typing[], totals: readonly string[] = []): void {
    const [first] = typing;
    if (first === undefined) return;
    const id = pending.add(typing.map(([key, text]) => [`${uri} ${key}`, text] as const));
    typing.forEach(([key]) => show(key));
    const { report, table } = cells.namesOf(first[0]);
    const nameOf = (key: string) => {
      const { row, column } = cells.namesOf(key);
      return { row, column };
    };
    const named = typing.map(([key, text]) => ({ ...nameOf(key), text }));
    const taken = totals.length > 0 && { totals: totals.map(nameOf) };
    say({ type: 'set', id, uri, report, table, cells: named, ...taken });
  }

  function show(key: string): void {
    const [element, one] = [elementOf(key), typed(key)];
    if (element !== undefined && one !== undefined) cells.showTyped(element, one);
  }

  /** Takes those of the wanted totals that are known by now; others may follow from them. */
  function takeWanted(): void {
    const offers = [...wanted].flatMap((key): Typing[] => {
      const element = elementOf(key);
      const sum = element?.dataset['sum'];
      return element === undefined || sum === undefined || cells.textOf(element) !== '' ? [] : [[key, sum]];
    });
    const [first] = offers;
    if (first === undefined) return wanted.clear();
    const { report, table } = cells.namesOf(first[0]);
    const together = offers.filter(([key]) => {
      const other = cells.namesOf(key);
      return other.report === report && other.table === table;
    });
    together.forEach(([key]) => wanted.delete(key));
    change(together);
  }

  function still(): void {
    if (!pending.waits && wanted.size > 0) takeWanted();
    if (pending.waits) return;
    const acts = later;
    later = [];
    acts.forEach((act) => act());
  }

  return {
    typed,
    change,
    paste(key, text, html) {
      const { report, ...at } = cells.namesOf(key);
      const id = pending.add([]);
      say({ type: 'paste', id, uri, report, at, text, ...(html === '' ? {} : { html }) });
    },
    take(keys) {
      keys.forEach((key) => wanted.add(key));
      still();
    },
    whenStill(act) {
      later.push(act);
      still();
    },
    waits: (report) => pending.keys().some((key) => key.startsWith(`${uri} ${report}/`)),
    settle(of, id) {
      uri = of;
      pending.settle(id);
    },
    shown: still,
    refuse(id, words) {
      pending.refuse(id, words);
      wanted.clear();
    },
    drop: (key) => pending.drop(`${uri} ${key}`),
    halt: () => wanted.clear(),
  };
}
