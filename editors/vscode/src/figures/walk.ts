// The figures of a table in the text: which is next, and where they are once one of them was typed over.
//
// Invariant: what is known after an edit is what the server would say; where that is not certain nothing is known.

export interface Place {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Place;
  readonly end: Place;
}

/** A figure, or the place of a blank one. */
export interface Figure {
  /** The id of its column; none where that is not certain. */
  readonly column?: string;
  /** What typing replaces. */
  readonly range: Range;
}

/** A table of a text. */
export interface Table {
  readonly range: Range;
  /** Its figures row by row. */
  readonly rows: readonly (readonly Figure[])[];
}

/** An edit of a text. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
}

/** Where a figure is in its table. */
export interface At {
  readonly row: number;
  readonly index: number;
}

export const isBefore = (a: Place, b: Place): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);

/** Whether a range lies in another, or touches it from within. */
export const isWithin = (inner: Range, outer: Range): boolean =>
  !isBefore(inner.start, outer.start) && !isBefore(outer.end, inner.end);

/** The figure in which a selection is. */
export function figureAt({ rows }: Table, selection: Range): At | undefined {
  for (const [row, figures] of rows.entries()) {
    const index = figures.findIndex(({ range }) => isWithin(selection, range));
    if (index >= 0) return { row, index };
  }
  return undefined;
}

/** The figure behind the one that is selected, or behind the cursor. */
export function next(table: Table, selection: Range): At | undefined {
  const all = inOrder(table);
  const here = figureAt(table, selection);
  if (here !== undefined) return all[all.findIndex((at) => isSame(at, here)) + 1];
  return all.find((at) => !isBefore(get(table, at).range.start, selection.end));
}

/** The figure before the one that is selected, or before the cursor. */
export function previous(table: Table, selection: Range): At | undefined {
  const all = inOrder(table);
  const here = figureAt(table, selection);
  if (here !== undefined) return all[all.findIndex((at) => isSame(at, here)) - 1];
  return all.filter((at) => !isBefore(selection.start, get(table, at).range.end)).at(-1);
}

/** The figure in the row below one, in a column; where that row has no such column, in the same place of the row. */
export function below(table: Table, { row, index }: At, column: string | undefined): At | undefined {
  const figures = table.rows[row + 1];
  if (figures === undefined) return undefined;
  const same = column === undefined ? -1 : figures.findIndex((figure) => figure.column === column);
  return { row: row + 1, index: same >= 0 ? same : Math.min(index, figures.length - 1) };
}

export const get = ({ rows }: Table, { row, index }: At): Figure => rows[row]![index]!;

/** The table after what stands in one of its figures was changed; not known where an edit does anything else. */
export function typed(table: Table, { range, text }: Edit): Table | undefined {
  const at = figureAt(table, range);
  if (at === undefined || /[\s|｜│]/.test(text)) return undefined;
  const { end } = get(table, at).range;
  const grown = text.length - (range.end.character - range.start.character);
  return moved(table, end, grown, at);
}

/** The table after blanks were put before one of its figures, or taken away there. */
export function padded(table: Table, at: At, { range, text }: Edit): Table {
  const grown = text.length - (range.end.character - range.start.character);
  return moved(table, get(table, at).range.start, grown);
}

/** The table after a line has grown at a place; `wider` ends there and has grown itself. */
function moved(table: Table, from: Place, grown: number, wider?: At): Table {
  const shifted = (place: Place): Place =>
    place.line === from.line && !isBefore(place, from)
      ? { line: place.line, character: place.character + grown }
      : place;
  const change = ({ range: { start, end }, ...figure }: Figure, isWider: boolean): Figure => ({
    ...figure,
    range: { start: isWider ? start : shifted(start), end: shifted(end) },
  });
  const isWider = (row: number, index: number) => wider?.row === row && wider.index === index;
  return {
    range: { start: table.range.start, end: shifted(table.range.end) },
    rows: table.rows.map((figures, row) =>
      figures.map((figure, index) => change(figure, isWider(row, index))),
    ),
  };
}

/** How a line is kept aligned when a figure in it was changed: blanks before it make room or fill it up again, as far
 * as there are any. `width` is how wide the field was between its pipes; where the figure stands in none there is
 * nothing to align. */
export function aligned(line: string, { start, end }: Range, width: number | undefined): Edit | undefined {
  const field = fieldIn(line, start.character, end.character);
  if (field === undefined || width === undefined || start.line !== end.line) return undefined;
  const blanks = start.character - field.start;
  // One blank stays at either side.
  const less = Math.min(field.end - field.start - width, blanks - 1);
  const from = { line: start.line, character: start.character - Math.max(0, less) };
  if (less > 0) return { range: { start: from, end: start }, text: '' };
  return less < 0 && blanks > 0 ? { range: { start, end: start }, text: ' '.repeat(-less) } : undefined;
}

/** How wide the field is in which a figure stands. */
export function fieldWidth(line: string, { start, end }: Range): number | undefined {
  const field = fieldIn(line, start.character, end.character);
  return field && field.end - field.start;
}

function fieldIn(line: string, start: number, end: number): { start: number; end: number } | undefined {
  const before = line.slice(0, start).replace(/ +$/, '');
  const behind = line.slice(end).replace(/^ +/, '');
  if (!/[|｜│]$/.test(before) || !/^[|｜│]/.test(behind)) return undefined;
  return { start: before.length, end: line.length - behind.length };
}

const inOrder = ({ rows }: Table): At[] =>
  rows.flatMap((figures, row) => figures.map((_, index) => ({ row, index })));

const isSame = (a: At, b: At) => a.row === b.row && a.index === b.index;
