// The rows of the view of a folder, what the window and the extension tell each other, and in what order rows stand.
//
// Invariant: the order is whole: the same rows stand in the same order, however they came.

/** A part of a whole: so many of so many. */
export type Share = [part: number, whole: number];

/** How a report stands. */
export interface Row {
  uri: string;
  agency: string;
  year: number | null;
  errors: number;
  warnings: number;
  cells: Share;
  equations: Share;
  figures: Share;
  /** Its name from the folder that is open. */
  file: string;
  /** Whether something in it can be mended with certainty. */
  fixable: boolean;
}

/** By what rows are ordered. */
export type Key = Exclude<keyof Row, 'uri' | 'fixable'>;

export interface Order {
  key: Key;
  /** Whether the largest, or the last, stands first. */
  down: boolean;
}

/** The words that stand in rows. */
export interface Words {
  /** On the button of a row, and what it says in full. */
  mend: string;
  fix: string;
}

/** What the window is told. */
export type Told =
  /** What was checked, how it stands in a few words, and whether something can be mended with certainty. */
  | { type: 'rows'; rows: Row[]; title: string; summary: string; focus: boolean }
  /** One report, and with it the whole, stands otherwise now. */
  | { type: 'row'; row: Row; summary: string };

/** What the window says. */
export type Said =
  | { type: 'ready' }
  | { type: 'again' }
  | { type: 'summary' }
  | { type: 'fixAll' }
  | { type: 'open'; uri: string }
  | { type: 'fix'; uri: string };

const words = new Intl.Collator('zh-CN', { numeric: true });

const share = ([part, whole]: Share) => (whole === 0 ? 1 : part / whole);

function compare(a: Row, b: Row, key: Key): number {
  switch (key) {
    case 'agency':
    case 'file':
      return words.compare(a[key], b[key]);
    case 'cells':
    case 'equations':
    case 'figures':
      return share(a[key]) - share(b[key]);
    case 'year':
      return (a.year ?? 0) - (b.year ?? 0);
    case 'errors':
    case 'warnings':
      return a[key] - b[key];
  }
}

/** The rows in an order; without one, those with the most errors first. What is alike stands by errors, warnings and name. */
export function ordered(rows: readonly Row[], order?: Order): Row[] {
  const worst = (a: Row, b: Row) =>
    b.errors - a.errors || b.warnings - a.warnings || words.compare(a.file, b.file);
  if (order === undefined) return [...rows].sort(worst);
  const sign = order.down ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare(a, b, order.key) || worst(a, b));
}

/** The order after a click on a head: counts begin with the largest, all else with the smallest; then the other way. */
export function turned(order: Order | undefined, key: Key): Order {
  if (order?.key === key) return { key, down: !order.down };
  return { key, down: key === 'errors' || key === 'warnings' || key === 'year' };
}
