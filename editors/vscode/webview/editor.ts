// Where a cell is edited: one input that lies above it, and not in the page, so that a page that comes meanwhile, and
// the input method, are not in each other's way.

import { describe } from './cells';

export interface Editor {
  /** The cell that is being edited. */
  readonly key: string | undefined;
  /** Whether the edit was begun by typing, and not in what stands there. */
  readonly fresh: boolean;
  readonly text: string;
  /** Begins to edit a cell: in its text, or by what is being typed. */
  open(key: string, cell: HTMLElement, text: string, fresh: boolean): void;
  /** Puts the input above the cell, wherever that has gone. */
  place(cell: HTMLElement | undefined): void;
  /** Ends the edit. */
  close(): void;
}

/** `left` is called when the user goes elsewhere. */
export function createEditor(input: HTMLInputElement, left: () => void): Editor {
  let key: string | undefined;
  let fresh = false;
  input.addEventListener('blur', () => {
    if (key !== undefined) left();
  });

  function place(cell: HTMLElement | undefined): void {
    if (key === undefined || cell === undefined) return;
    const { left, top, width, height } = cell.getBoundingClientRect();
    Object.assign(input.style, {
      left: `${left + window.scrollX}px`,
      top: `${top + window.scrollY}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
  }

  return {
    get key() {
      return key;
    },
    get fresh() {
      return fresh;
    },
    get text() {
      return input.value.trim();
    },
    open(which, cell, text, isFresh) {
      key = which;
      fresh = isFresh;
      input.value = text;
      input.setAttribute('aria-label', describe(cell).name);
      input.style.font = getComputedStyle(cell).font;
      input.hidden = false;
      place(cell);
      input.focus({ preventScroll: true });
      input.setSelectionRange(text.length, text.length);
    },
    place,
    close() {
      key = undefined;
      input.hidden = true;
      input.value = '';
    },
  };
}
