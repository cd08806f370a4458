// What follows the user who stays at a cell: the text is scrolled along, and what would mend the cell is looked for.

import { rangeOf } from './cells';
import type { Range, Said } from './messages';

export interface Stay {
  /** The user has done something, and may be about to go on. */
  soon(): void;
  /** Selects the cell in the text, and goes there with `focus`. */
  go(focus: boolean): void;
  /** Has the cell mended. */
  repair(): void;
  /** Whether this is where the repairs of the cell are looked for. */
  isAt(at: Range): boolean;
}

/** Where the user is. */
export interface Whereabouts {
  element(): HTMLElement | undefined;
  /** Whether keys go to the cell. */
  isAtCell(): boolean;
  /** Does something once the text has all that was typed. */
  whenStill(act: () => void): void;
}

/** So long, in ms, until the user is taken to stay. */
const STAY = 80;

export function createStay({ element, isAtCell, whenStill }: Whereabouts, say: (said: Said) => void): Stay {
  let timer: number | undefined;

  function stayed(): void {
    const cell = element();
    const place = cell && rangeOf(cell);
    if (place !== undefined && isAtCell() && document.hasFocus()) say({ type: 'at', at: place });
    const at = cell?.matches('.error, .warning, .information, .hint') === true ? range() : undefined;
    if (at !== undefined) say({ type: 'repairs', at });
  }

  /** Where in the text the cell stands; its row, where the text lacks it. */
  function range(): Range | undefined {
    const cell = element();
    const near = cell?.closest('tr')?.querySelector<HTMLElement>('[data-at]');
    return cell && (rangeOf(cell) ?? (near == null ? undefined : rangeOf(near)));
  }

  function go(focus: boolean): void {
    whenStill(() => {
      const cell = element();
      const at = cell && rangeOf(cell);
      // Who has gone to the text meanwhile writes where they are.
      if (at !== undefined && document.hasFocus()) say({ type: 'go', ...at, focus });
    });
  }

  return {
    soon() {
      window.clearTimeout(timer);
      timer = window.setTimeout(stayed, STAY);
    },
    go,
    repair: () =>
      whenStill(() => {
        const at = range();
        if (at !== undefined) say({ type: 'repair', at });
      }),
    isAt: (at) => JSON.stringify(at) === JSON.stringify(range()),
  };
}
