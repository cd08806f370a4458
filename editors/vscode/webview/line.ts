// The line above the form: what the cell is, by which article, what is wrong with it and what can be done.

import { describe, isFillable } from './cells';
import type { Words } from './messages';
import { filled, withoutName } from './words';

/** The parts of the line. */
export interface Parts {
  name: HTMLElement;
  about: HTMLElement;
  wrong: HTMLElement;
  alert: HTMLElement;
  repair: HTMLButtonElement;
}

export interface Line {
  /** Says of a cell what there is to say; of none how the form is used. */
  show(key: string | undefined, cell: HTMLElement | undefined, refused: string | undefined): void;
  /** Offers the repairs of the cell that is shown. */
  offer(titles: readonly string[]): void;
  /** Says what was done. */
  tell(words: string): void;
  /** Says what could not be done. */
  alert(words: string): void;
}

export function createLine(parts: Parts, words: Words): Line {
  const set = (element: HTMLElement, text: string) => {
    // What stays is not read aloud again.
    if (element.textContent !== text) element.textContent = text;
    element.title = text;
  };
  let shown: string | undefined;
  return {
    show(key, cell, refused) {
      const sum = cell?.dataset['sum'];
      const { name, about } = cell === undefined ? { name: '', about: '' } : describe(cell);
      const isUncertain = key !== undefined && !isFillable(key);
      set(parts.name, key === undefined ? words.hint : name);
      const wrong = [
        cell?.title,
        sum === undefined ? '' : filled(words.sum, sum),
        isUncertain ? words.uncertain : '',
      ];
      set(
        parts.wrong,
        wrong
          .filter((part) => part !== undefined && part !== '')
          .join(' ')
          .replace(/\s+/g, ' '),
      );
      set(parts.about, about);
      const grave = ['error', 'warning', 'information', 'hint'].find((class_) =>
        cell?.classList.contains(class_),
      );
      parts.wrong.className = grave ?? '';
      // What was said of the change before stays until the user goes on.
      if (key !== shown || refused !== undefined) set(parts.alert, refused ?? '');
      shown = key;
      parts.repair.hidden = true;
    },
    offer([first, ...others]) {
      parts.repair.hidden = first === undefined;
      if (first === undefined) return;
      const text = others.length === 0 ? words.repair : words.repairs;
      set(parts.repair, filled(text, withoutName(first, parts.name.textContent ?? ''), others.length + 1));
      parts.repair.title = first;
    },
    tell(said) {
      parts.wrong.className = '';
      set(parts.wrong, said);
    },
    alert: (said) => set(parts.alert, said),
  };
}
