// The cells of the page: which there are, and what the form makes of them.
//
// A cell is known by its report and its name in the format, `0/applications/new/other`, so that it is known again on
// the next page; figures whose place in their table is not certain by where they stand in it, `@0/12:0-12:3`.

import { block, laidOut, middle, type Grid } from './grid';
import type { Range, Words } from './messages';
import type { Typed } from './pending';
import { filled } from './words';

export interface Cells {
  tables: Grid[];
  elements: Map<string, HTMLElement>;
  /** The heads above a cell and the label at its left. */
  headsOf(key: string): Element[];
}

/** What of the page is being pointed at. */
export interface Pointed {
  focused: string | undefined;
  /** The other corner of what is selected. */
  anchor: string | undefined;
}

/** The cells of a report that is shown, or is to be. */
export function cellsOf(root: ParentNode): Cells {
  const elements = new Map<string, HTMLElement>();
  const keysIn = (cell: HTMLTableCellElement): string[] => {
    const own = keyOf(cell);
    const inside = [...cell.querySelectorAll<HTMLElement>('.figure')];
    const found = own === undefined ? inside : [cell];
    return found.flatMap((element) => {
      const key = keyOf(element);
      // What a report has twice can be filled in where it stands first.
      if (key === undefined || elements.has(key)) return [];
      elements.set(key, element);
      return [key];
    });
  };
  const tables = tablesOf(root).map((table) => laidOut(boxes(table, keysIn)));
  /** Where the heads of a table stand, once they have been asked for. */
  const heads = new Map<Grid, Head[]>();
  return {
    tables,
    elements,
    headsOf(key) {
      const grid = tables.find((rows) => rows.flat().some((spot) => spot.key === key));
      const spot = grid?.flat().find((other) => other.key === key);
      const row = elements.get(key)?.closest('tr');
      const table = row?.closest('table');
      if (grid === undefined || spot === undefined || row == null || table == null) return [];
      const known = heads.get(grid) ?? headsIn(table);
      heads.set(grid, known);
      const above = known.filter((head) => overlaps(head, middle(spot))).map(({ head }) => head);
      return [...above, ...row.querySelectorAll('th[scope="row"]')];
    },
  };
}

/** The cells of several reports. */
export function joined(reports: readonly Cells[]): Cells {
  return {
    tables: reports.flatMap(({ tables }) => tables),
    elements: new Map(reports.flatMap(({ elements }) => [...elements])),
    headsOf: (key) => reports.find(({ elements }) => elements.has(key))?.headsOf(key) ?? [],
  };
}

/** Whether this is a cell of the form, which can be filled in. */
export const isFillable = (key: string): boolean => !key.startsWith('@');

/** What the names in a key are. */
export function namesOf(key: string): { report: number; table: string; row: string; column: string } {
  const [report = '', table = '', row = '', column = ''] = key.split('/');
  return { report: Number(report), table, row, column };
}

/** What stands in a cell. */
export const textOf = (cell: HTMLElement): string => (cell.textContent ?? '').trim();

/** Where in the text a part of the page stands. On the page lines are counted from the one in which the report begins. */
export function rangeOf(element: HTMLElement): Range | undefined {
  if (element.dataset['at'] === undefined) return undefined;
  const first = Number(element.closest<HTMLElement>('[data-line]')?.dataset['line'] ?? 0);
  const [line = 0, character = 0, endLine = 0, endCharacter = 0] = element.dataset['at']
    .split(/[:-]/)
    .map(Number);
  return { from: { line: first + line, character }, to: { line: first + endLine, character: endCharacter } };
}

/** The full name of a cell of the form, and what is counted there. */
export function describe(cell: HTMLElement): { name: string; about: string } {
  const { row, about } = cell.closest<HTMLElement>('[data-row]')?.dataset ?? {};
  const { column } = cell.dataset;
  return {
    name: row === undefined || column === undefined ? '' : `${row} × ${column}`,
    about: about ?? '',
  };
}

/** Says of all cells what they are, for those who do not see them. */
export function name(root: ParentNode, { elements }: Cells, words: Words): void {
  for (const [key, element] of elements) {
    const cell = element.closest('td') ?? element;
    cell.closest('table')?.setAttribute('role', 'grid');
    cell.closest('table')?.setAttribute('aria-multiselectable', 'true');
    cell.setAttribute('role', 'gridcell');
    if (!isFillable(key)) cell.setAttribute('aria-readonly', 'true');
    const { sum } = element.dataset;
    const blank = element.matches('.blank, .missing') ? words.blank : undefined;
    if (blank !== undefined && textOf(element) === '') {
      element.setAttribute('aria-label', sum === undefined ? blank : `${blank} ${filled(words.sum, sum)}`);
    }
  }
  // Tab goes through the cells; from outside one of them is reached.
  root.querySelectorAll('.figure[tabindex]').forEach((figure) => figure.setAttribute('tabindex', '-1'));
}

/** Marks what is pointed at: the cell, what is selected, and the row and column. */
export function point(root: ParentNode, cells: Cells, { focused, anchor }: Pointed): void {
  const { tables, elements } = cells;
  const first = tables.find((grid) => grid.length > 0)?.[0]?.[0]?.key;
  const entry = focused !== undefined && elements.has(focused) ? focused : first;
  const selected = new Set(spanned(tables, focused, anchor));
  const grid = tables.find((rows) => rows.some((row) => row.some(({ key }) => key === focused)));
  const spot = grid?.flat().find(({ key }) => key === focused);
  const row = grid?.find((spots) => spots.includes(spot!)) ?? [];
  const column = grid?.flat().filter((other) => spot !== undefined && overlaps(other, middle(spot))) ?? [];
  const on = new Set([...row, ...column].map(({ key }) => key));
  for (const [key, element] of elements) {
    const cell = element.closest('td') ?? element;
    become(element, 'tabindex', key === entry ? '0' : '-1');
    become(cell, 'aria-selected', String(selected.has(key)));
    cell.classList.toggle('chosen', selected.size > 1 && selected.has(key));
    cell.classList.toggle('on', on.has(key));
  }
  const heads = new Set(focused === undefined ? [] : cells.headsOf(focused));
  for (const head of root.querySelectorAll('th.on')) if (!heads.has(head)) head.classList.remove('on');
  for (const head of heads) head.classList.add('on');
}

/** The cells that two corners span. */
export function spanned(
  tables: readonly Grid[],
  focused: string | undefined,
  anchor: string | undefined,
): string[] {
  if (focused === undefined) return [];
  const grid = tables.find((rows) => rows.some((row) => row.some(({ key }) => key === focused)));
  const rows = grid === undefined ? [] : block(grid, anchor ?? focused, focused);
  return rows.length === 0 ? [focused] : rows.flat().map(({ key }) => key);
}

/** Shows in a cell what was typed. */
export function showTyped(cell: HTMLElement, { text, refused }: Typed): void {
  if (cell.textContent !== text) cell.textContent = text;
  cell.classList.toggle('blank', text === '');
  cell.classList.remove('missing');
  cell.classList.add('typed');
  cell.removeAttribute('aria-label');
  delete cell.dataset['sum'];
  cell.classList.toggle('refused', refused !== undefined);
  if (refused === undefined) cell.removeAttribute('aria-invalid');
  else cell.setAttribute('aria-invalid', 'true');
}

function keyOf(element: HTMLElement): string | undefined {
  const { cell, at } = element.dataset;
  const report = element.closest<HTMLElement>('[data-report]')?.dataset['report'] ?? 0;
  if (cell !== undefined) return `${report}/${cell}`;
  return element.matches('.figure') && at !== undefined ? `@${report}/${at}` : undefined;
}

const tablesOf = (root: ParentNode) => [...root.querySelectorAll<HTMLTableElement>('table')];

function boxes(table: HTMLTableElement, keysIn: (cell: HTMLTableCellElement) => string[]) {
  return [...table.rows].map((row) =>
    [...row.cells].map((cell) => ({ width: cell.colSpan, height: cell.rowSpan, keys: keysIn(cell) })),
  );
}

/** A head above columns, and which those are. */
interface Head {
  head: HTMLTableCellElement;
  left: number;
  right: number;
}

function headsIn(table: HTMLTableElement): Head[] {
  const heads: HTMLTableCellElement[] = [];
  const keysIn = (cell: HTMLTableCellElement) =>
    cell.matches('th[scope^="col"]') ? [String(heads.push(cell) - 1)] : [];
  return laidOut(boxes(table, keysIn))
    .flat()
    .map(({ key, left, right }) => ({ head: heads[Number(key)]!, left, right }));
}

/** Gives an attribute a value that it does not have. */
function become(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

const overlaps = ({ left, right }: { left: number; right: number }, column: number) =>
  left <= column && column < right;
