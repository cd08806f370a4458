// What was typed into the form, on its way into the text: one change after the other.
//
// Invariants: a change is made for the very text that is there, or it is asked for anew; none is lost, made twice or
// overtaken by a later one. Each is one step of undoing; what was typed meanwhile goes together.

import type { Change, PasteChange, SetChange } from '../../webview/messages';

/** What the server answers: how the text becomes what was asked for, or why it cannot. */
export interface Answer<Edit> {
  version: number;
  edits?: Edit[];
  refused?: string;
  told?: string;
}

/** The document and the server. */
export interface World<Edit> {
  /** Why the document cannot be changed now, if it cannot. */
  barred(uri: string): Promise<string | undefined>;
  /** The version of the text that is there. */
  version(uri: string): number | undefined;
  /** Asks the server; none where the text changed meanwhile. */
  ask(change: Change, version: number): Promise<Answer<Edit> | 'overtaken'>;
  /** Makes the edits of the text at this version; whether that could be done. */
  apply(uri: string, edits: Edit[], version: number): Promise<boolean>;
  /** Changes up to this one are in the text, of this version, or have been refused. */
  done(id: number, uri: string, version: number | undefined): void;
  refused(id: number, words: string): void;
  told(words: string): void;
  /** What is said of a text that does not hold still. */
  restless: string;
}

/** How often a change is asked for anew before it is given up: as long as somebody types, and not without end. */
const TRIES = 100;

export interface Changes {
  push(change: Change): void;
}

export function createChanges<Edit>(world: World<Edit>): Changes {
  const waiting: Change[] = [];
  let busy = false;

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let batch = take(waiting); batch.length > 0; batch = take(waiting)) await make(batch);
    busy = false;
  }

  /** Makes changes together, or, where they are refused so, each by itself. */
  async function make(batch: Change[]): Promise<void> {
    const change = together(batch);
    const refused = await attempt(change).catch((error: unknown) => String(error));
    if (refused !== undefined && batch.length > 1) {
      for (const one of batch) await make([one]);
      return;
    }
    if (refused !== undefined) world.refused(change.id, refused);
    world.done(change.id, change.uri, world.version(change.uri));
  }

  /** Why a change cannot be made, where it cannot. */
  async function attempt(change: Change): Promise<string | undefined> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const barred = await world.barred(change.uri);
      const version = world.version(change.uri);
      if (barred !== undefined || version === undefined) return barred ?? world.restless;
      const answer = await world.ask(change, version);
      if (answer === 'overtaken' || answer.version !== world.version(change.uri)) continue;
      if (answer.refused !== undefined) return answer.refused;
      const edits = answer.edits ?? [];
      if (edits.length > 0 && !(await world.apply(change.uri, edits, version))) continue;
      if (answer.told !== undefined) world.told(answer.told);
      return undefined;
    }
    return world.restless;
  }

  return {
    push(change) {
      waiting.push(change);
      void work();
    },
  };
}

/** The first of what is waiting, with what follows it in the same table. */
function take(waiting: Change[]): Change[] {
  const [first] = waiting;
  if (first === undefined) return [];
  const other = waiting.findIndex((change) => !isAlike(first, change));
  return waiting.splice(0, first.type === 'paste' ? 1 : other < 0 ? waiting.length : other);
}

function isAlike(a: Change, b: Change): boolean {
  if (a.type === 'paste' || b.type === 'paste') return false;
  return a.uri === b.uri && a.report === b.report && a.table === b.table;
}

/** Several changes as one; of what was typed into a cell the last holds. */
function together(batch: Change[]): Change {
  const last = batch.at(-1) as SetChange | PasteChange;
  if (last.type === 'paste') return last;
  const cells = new Map<string, SetChange['cells'][number]>();
  for (const change of batch) {
    if (change.type !== 'set') continue;
    for (const cell of change.cells) cells.set(`${cell.row}/${cell.column}`, cell);
  }
  const totals = batch.flatMap((change) => (change.type === 'set' ? (change.totals ?? []) : []));
  return { ...last, cells: [...cells.values()], ...(totals.length > 0 && { totals }) };
}
