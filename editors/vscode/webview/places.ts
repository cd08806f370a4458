// The page and the text beside each other. Parts of the page say where in the text they stand:
// `data-at="line:character-line:character"`.
//
// Invariant: the page follows the text and the text the page, and neither sets the other going in circles.

import { rangeOf } from './cells';
import type { Place, Range } from './messages';

export interface Places {
  /** The page has changed; these reports were made anew. */
  refresh(fresh: ReadonlySet<Element>): void;
  /** The cursor of the text stands there. */
  select(place: Place, reveal: boolean): void;
  /** The text is shown from this line. */
  follow(line: number): void;
  toTop(): void;
}

interface Part extends Range {
  element: HTMLElement;
}

/** The parts of a report that say where they stand, in their order. */
interface Report {
  article: HTMLElement;
  line: number;
  parts: Part[];
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
  let reports: Report[] = [];
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
    const near = reports.filter(
      ({ line }, index) => line <= at.line && at.line <= (reports[index + 1]?.line ?? at.line),
    );
    const around = near
      .flatMap(({ parts }) => parts)
      .filter(({ element, from, to }) => element.tagName !== 'LI' && isBefore(from, at) && isBefore(at, to));
    const size = ({ from, to }: Part) => (to.line - from.line) * 100000 + to.character - from.character;
    const smallest = around.reduce<Part | undefined>(
      (a, b) => (a === undefined || size(b) <= size(a) ? b : a),
      undefined,
    );
    smallest?.element.classList.add('here');
    return smallest?.element;
  }

  /** The parts by which the page is scrolled: where lines of the text stand, from above; of reports far away where they begin. */
  function landmarks(): Mark[] {
    const tops = new Map<number, number>();
    const covered = window.scrollY - above();
    for (const { article, line, parts } of reports) {
      const { top, bottom } = article.getBoundingClientRect();
      if (bottom < -window.innerHeight || top > 2 * window.innerHeight) {
        if (!tops.has(line)) tops.set(line, top + covered);
        continue;
      }
      for (const { element, from } of parts) {
        if (element.tagName === 'LI' || element.classList.contains('gap') || tops.has(from.line)) continue;
        tops.set(from.line, element.getBoundingClientRect().top + covered - headAbove(element));
      }
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
    refresh(fresh) {
      const known = new Map(reports.map((report) => [report.article, report]));
      reports = [...page.querySelectorAll<HTMLElement>('article')].map((article) => {
        const line = Number(article.dataset['line'] ?? 0);
        const same = fresh.has(article) ? undefined : known.get(article);
        return same?.line === line ? same : { article, line, parts: partsOf(article) };
      });
      mark();
    },
    select(place, reveal) {
      cursor = place;
      const here = mark();
      // Between the parts of a table or a section there is no place to go to.
      if (!reveal || here === undefined || here.matches('section, table')) return;
      const { top, bottom } = here.getBoundingClientRect();
      if (top < above() + headAbove(here) || bottom > window.innerHeight) {
        scroll(() => here.scrollIntoView({ block: 'center' }));
      }
    },
    follow(line) {
      const go = () => window.scrollTo(0, line === 0 ? 0 : between(landmarks(), line, 'line', 'top'));
      scroll(go);
      // A report that was far away is known more closely now.
      if (reports.length > 1) scroll(go);
    },
    toTop: () => scroll(() => window.scrollTo(0, 0)),
  };
}

function partsOf(article: HTMLElement): Part[] {
  return [...article.querySelectorAll<HTMLElement>('[data-at]')].flatMap((element) => {
    const range = rangeOf(element);
    return range === undefined ? [] : [{ element, ...range }];
  });
}

/** How much the head of its table covers, which stays in sight, of what comes to lie above a row. */
function headAbove(element: HTMLElement): number {
  const table = element.closest('tbody')?.closest<HTMLElement>('.table');
  return parseFloat(table?.style.getPropertyValue('--thead') ?? '') || 0;
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
