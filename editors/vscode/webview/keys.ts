// What a key means in the form.

import type { Step } from './grid';

/** What is asked for. */
export type Wish =
  | { do: 'step'; step: Step; extend: boolean }
  | { do: 'tab'; back: boolean }
  | { do: 'enter'; back: boolean }
  | { do: 'go'; focus: boolean }
  | { do: 'fill'; way: 'down' | 'right' }
  | { do: 'edit' | 'type' | 'clear' | 'cancel' | 'all' | 'zeros' | 'sums' }
  | { do: 'back'; way: 'undo' | 'redo' }
  | { do: 'save' | 'repair' };

/** What of a key counts. */
export interface Key {
  key: string;
  code: string;
  keyCode: number;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  isComposing: boolean;
}

const STEPS: Record<string, Step> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'home',
  End: 'end',
};

/** What a key in an input method is reported as. */
const IN_METHOD = 229;

/** What a key means where a cell is focused and nothing is being edited. */
export function wishOf(key: Key): Wish | undefined {
  const control = key.ctrlKey || key.metaKey;
  if (control && key.altKey) return undefined;
  if (control) return withControl(key);
  if (key.altKey) return withAlt(key);
  const step = STEPS[key.key];
  if (step !== undefined) return { do: 'step', step, extend: key.shiftKey };
  switch (key.key) {
    case 'Tab':
      return { do: 'tab', back: key.shiftKey };
    case 'Enter':
      return { do: 'enter', back: key.shiftKey };
    case 'F2':
      return { do: 'edit' };
    case 'F12':
      return { do: 'go', focus: true };
    case ' ':
      return { do: 'go', focus: false };
    case 'Delete':
    case 'Backspace':
      return { do: 'clear' };
    case 'Escape':
      return { do: 'cancel' };
  }
  return key.key.length === 1 || key.keyCode === IN_METHOD ? { do: 'type' } : undefined;
}

/** What a key means where a cell is being edited; `fresh` if it was begun by typing: then arrows lead on, too. */
export function wishInEdit(key: Key, fresh: boolean): Wish | undefined {
  // These keys are the input method's, Enter and Escape above all.
  if (key.isComposing || key.keyCode === IN_METHOD) return undefined;
  const wish = wishOf(key);
  switch (wish?.do) {
    case 'tab':
    case 'enter':
    case 'cancel':
    case 'save':
    case 'zeros':
    case 'sums':
    case 'repair':
      return wish;
    case 'step':
      return fresh && !wish.extend && wish.step in { left: 0, right: 0, up: 0, down: 0 } ? wish : undefined;
    default:
      return undefined;
  }
}

function withControl(key: Key): Wish | undefined {
  if (key.key === 'Home') return { do: 'step', step: 'first', extend: key.shiftKey };
  if (key.key === 'End') return { do: 'step', step: 'last', extend: key.shiftKey };
  const letter = key.key.toLowerCase();
  if (letter === 'z') return { do: 'back', way: key.shiftKey ? 'redo' : 'undo' };
  if (key.shiftKey) return undefined;
  switch (letter) {
    case 'y':
      return { do: 'back', way: 'redo' };
    case 's':
      return { do: 'save' };
    case 'a':
      return { do: 'all' };
    case 'd':
      return { do: 'fill', way: 'down' };
    case 'r':
      return { do: 'fill', way: 'right' };
    case '.':
      return { do: 'repair' };
    default:
      return undefined;
  }
}

function withAlt(key: Key): Wish | undefined {
  // By the place of the key: with Alt some systems write other characters.
  if (key.code === 'Digit0' || key.code === 'Numpad0') return { do: 'zeros' };
  if (key.code === 'Equal') return { do: 'sums' };
  return undefined;
}
