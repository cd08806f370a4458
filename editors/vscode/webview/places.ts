// The page and the text beside each other. Parts of the page say where in the text they stand:
// `data-at="line:character-line:character"`.
//
// Invariant: the page follows the text and the text the page, and neither sets the other going in circles.

import { rangeOf } from './cells';
import type { Place, Range } from './messages';

export interface Places {
  /** The page has changed. */
  refresh(): void;
  /** The cursor of the text stands there. */
  select(place: Place, reveal: boolean): void;
  /** The text is shown from this line. */
  follow(line: number): void;
  toTop(): void;
}

interface Part extends Range {
  element: HTMLElement;
}

interface Mark {
  line: number;
  top: number;
}

/** `above` is how much of the window is covered; `scrolled` is told to which line the reader has scrolled. */
export function createPlaces(
  page: HTMLElement,
  above: () => number,
  scrolled: (line: number) => void,
): Places {
  /** The parts that say where they stand, in their order. */
  let parts: Part[] = [];
  let cursor: Place | undefined;
  /** Where the page was put; what it says of being there is an echo, and not its reader's doing. */
  let put: number | undefined = 0;
  let waiting = false;

  window.addEventListener('scroll', () => {
    if (waiting || window.scrollY === put) return;
    waiting = true;
    put = undefined;
    requestAnimationFrame(() => {
      waiting = false;
      scrolled(between(landmarks(), window.scrollY, 'top', 'line'));
    });
  });

  /** Marks what the cursor of the text stands in: the smallest part that holds it. */
  function mark(): HTMLElement | undefined {
    page.querySelectorAll('.here').forEach((element) => element.classList.remove('here'));
    if (cursor === undefined) return undefined;
    const at = cursor;
    const around = parts.filter(
      ({ element, from, to }) => element.tagName !== 'LI' && isBefore(from, at) && isBefore(at, to),
    );
    const size = ({ from, to }: Part) => (to.line - from.line) * 100000 + to.character - from.character;
    const smallest = around.reduce<Part | undefined>(
      (a, b) => (a === undefined || size(b) <= size(a) ? b : a),
      undefined,
    );
    smallest?.element.classList.add('here');
    return smallest?.element;
  }

  /** The parts by which the page is scrolled: where lines of the text stand, from above. */
  function landmarks(): Mark[] {
    const tops = new Map<number, number>();
    const covered = window.scrollY - above();
    for (const { element, from } of parts) {
      if (element.tagName === 'LI' || element.classList.contains('gap') || tops.has(from.line)) continue;
      tops.set(from.line, element.getBoundingClientRect().top + covered);
    }
    let highest = 0;
    return [...tops]
      .sort(([a], [b]) => a - b)
      .map(([line, top]) => ({ line, top: (highest = Math.max(highest, top)) }));
  }

  function scroll(by: () => void): void {
    by();
    put = window.scrollY;
  }

  return {
    refresh() {
      parts = [...page.querySelectorAll<HTMLElement>('[data-at]')].flatMap((element) => {
        const range = rangeOf(element);
        return range === undefined ? [] : [{ element, ...range }];
      });
      mark();
    },
    select(place, reveal) {
      cursor = place;
      const here = mark();
      // Between the parts of a table or a section there is no place to go to.
      if (!reveal || here === undefined || here.matches('section, table')) return;
      const { top, bottom } = here.getBoundingClientRect();
      if (top < above() || bottom > window.innerHeight) {
        scroll(() => here.scrollIntoView({ block: 'center' }));
      }
    },
    follow(line) {
      scroll(() => window.scrollTo(0, line === 0 ? 0 : between(landmarks(), line, 'line', 'top')));
    },
    toTop: () => scroll(() => window.scrollTo(0, 0)),
  };
}

const isBefore = (a: Place, b: Place) => a.line < b.line || (a.line === b.line && a.character <= b.character);

/** What `value` is on the other scale, in proportion between its neighbours. */
function between(marks: readonly Mark[], value: number, by: keyof Mark, other: keyof Mark): number {
  const after = marks.findIndex((mark) => mark[by] > value);
  const [a, b] = after < 0 ? [marks.at(-1), undefined] : [marks[after - 1], marks[after]];
  if (b === undefined) return a?.[other] ?? 0;
  if (a === undefined) return b[other] * (value / (b[by] || 1));
  return a[other] + ((value - a[by]) / (b[by] - a[by])) * (b[other] - a[other]);
}
