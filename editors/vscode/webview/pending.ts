// What was typed and is not in the page yet.
//
// Invariant: what was typed into a cell shows there until a page of a text that has it comes; where it was refused it
// stays until the user types anew or gives it up.

/** What was typed into a cell. */
export interface Typed {
  text: string;
  /** The change that it belongs to. */
  id: number;
  /** Why the text did not take it. */
  refused?: string;
}

export interface Pending {
  get(key: string): Typed | undefined;
  /** The cells into which something was typed. */
  keys(): string[];
  /** Keeps what was typed into cells by one change, whose number is returned. */
  add(cells: Iterable<readonly [key: string, text: string]>): number;
  /** A page has come that has all changes up to this one. */
  settle(id: number): void;
  refuse(id: number, words: string): void;
  drop(key: string): void;
  /** Whether the page that is shown lacks some change. */
  readonly waits: boolean;
}

export function createPending(): Pending {
  const typed = new Map<string, Typed>();
  let last = 0;
  let settled = 0;
  return {
    get: (key) => typed.get(key),
    keys: () => [...typed.keys()],
    add(cells) {
      last += 1;
      for (const [key, text] of cells) typed.set(key, { text, id: last });
      return last;
    },
    settle(id) {
      settled = Math.max(settled, id);
      for (const [key, { id: own, refused }] of typed) {
        if (own <= id && refused === undefined) typed.delete(key);
      }
    },
    refuse(id, words) {
      for (const [key, one] of typed) if (one.id === id) typed.set(key, { ...one, refused: words });
    },
    drop: (key) => void typed.delete(key),
    get waits() {
      return settled < last;
    },
  };
}
