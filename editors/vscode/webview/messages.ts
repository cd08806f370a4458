// What the window of the form and the extension tell each other.

/** A place in the text, from 0, in UTF-16 units. */
export interface Place {
  line: number;
  character: number;
}

export interface Range {
  from: Place;
  to: Place;
}

/** Which cell of a table, by the names of the format. */
export interface CellName {
  row: string;
  column: string;
}

/** What was typed into cells of one table; an empty text empties the cell. */
export interface SetChange {
  type: 'set';
  /** Counts the changes of one window, from 1. */
  id: number;
  /** The document whose page was filled in. */
  uri: string;
  report: number;
  table: string;
  cells: (CellName & { text: string })[];
  /** Totals that are taken with them, as one step, where their parts are all there then. */
  totals?: CellName[];
}

/** A block that was pasted at a cell. */
export interface PasteChange {
  type: 'paste';
  id: number;
  uri: string;
  report: number;
  at: CellName & { table: string };
  text: string;
  html?: string;
}

export type Change = SetChange | PasteChange;

/** What the window says. */
export type Said =
  | Change
  | { type: 'ready' }
  | { type: 'scrolled'; line: number }
  | { type: 'go'; from: Place; to: Place; focus: boolean }
  | { type: 'at'; at: Range }
  | { type: 'back'; way: 'undo' | 'redo' }
  | { type: 'save' }
  | { type: 'repairs'; at: Range }
  | { type: 'repair'; at: Range };

/** A report as it is printed. */
export interface Article {
  /** The line in which it begins: those in it are counted from there. */
  line: number;
  /** What it is known by. */
  id: string;
  /** What it is, in HTML; nothing where it has come before. */
  body?: string;
}

/** What the window is told. */
export type Told =
  | {
      type: 'page';
      uri: string;
      title: string;
      style: string;
      /** The reports, one behind the other. */
      reports: Article[];
      /** All changes up to this one are in the page, or have been refused. */
      settled: number;
    }
  | { type: 'note'; text: string }
  | { type: 'turn' }
  | { type: 'select'; line: number; character: number; reveal: boolean }
  | { type: 'scroll'; line: number }
  | { type: 'focus' }
  /** What was to be undone is. With it come the keys that were typed while the text had the focus, as `KeyboardEvent`
   * names them. */
  | { type: 'keys'; keys: string[] }
  | { type: 'refused'; id: number; words: string }
  | { type: 'told'; words: string }
  | { type: 'repairs'; at: Range; titles: string[] };

/** The words of the window, in the language of the user. */
export interface Words {
  hint: string;
  blank: string;
  uncertain: string;
  sum: string;
  repair: string;
  repairs: string;
  zeros: string;
  sums: string;
}
