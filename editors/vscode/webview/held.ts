// Keys that wait until what was to be undone is undone.
//
// Invariant: they are done in the order in which they were typed, whether the form or the text had the focus then.

import type { Key } from './keys';

/** What of a key counts when it is done later. */
export type HeldKey = Omit<Key, 'keyCode' | 'isComposing'>;

export interface Held {
  /** Keeps a key; whether it is one that can be done later. */
  hold(key: HeldKey & { isComposing: boolean }): boolean;
  /** The focus has come back from the text. */
  split(): void;
  /** All keys, those that were typed while the text had the focus among them; none is held any more. */
  release(typedInText: readonly string[]): HeldKey[];
}

const ALONE = ['Shift', 'Control', 'Alt', 'Meta', 'Process', 'Dead'];

export function createHeld(): Held {
  let before: HeldKey[] = [];
  let behind: HeldKey[] | undefined;
  return {
    hold({ key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing }) {
      if (isComposing || ALONE.includes(key)) return false;
      (behind ?? before).push({ key, code, ctrlKey, metaKey, altKey, shiftKey });
      return true;
    },
    split() {
      behind ??= [];
    },
    release(typedInText) {
      const plain = { code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
      const all = [...before, ...typedInText.map((key) => ({ ...plain, key })), ...(behind ?? [])];
      before = [];
      behind = undefined;
      return all;
    },
  };
}
