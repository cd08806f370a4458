// A block of cells as programs put it on the clipboard: as text, and often as a table in HTML, which says more surely
// where a cell ends.
//
// Invariant: each cell of the table is one in the block, in its row and column; what is not shown is not there.

import { isTag, type ChildNode, type Element } from 'domhandler';

import { DomUtils, parseDocument } from 'htmlparser2';
import { asText, isBlock } from '../../webview/clipboard';

/** A block as text: cells between tabs, rows in lines. Where what was copied has no table it is the text itself. */
export function blockOf(text: string, html = ''): string {
  const rows = /<table/i.test(html) ? rowsIn(html) : [];
  const written = asText(rows);
  return isBlock(written) ? written : text;
}

function rowsIn(html: string): string[][] {
  const document = parseDocument(html);
  const tables = DomUtils.getElementsByTagName('table', document).filter(
    // Pages put tables into others to lay them out.
    (table) => DomUtils.getElementsByTagName('table', table.children).length === 0,
  );
  return tables.flatMap(rowsOf);
}

function rowsOf(table: Element): string[][] {
  const rows: string[][] = [];
  /** For each column how many rows the cell above still covers. */
  const covered: number[] = [];
  for (const row of DomUtils.getElementsByTagName('tr', table.children).filter(isShown)) {
    const written: string[] = [];
    const beside = () => {
      for (; (covered[written.length] ?? 0) > 0; written.push('')) covered[written.length]! -= 1;
    };
    const cells = row.children.filter(isTag).filter(({ name }) => name === 'td' || name === 'th');
    for (const cell of cells.filter(isShown)) {
      beside();
      for (let column = 0; column < spanOf(cell, 'colspan'); column += 1) {
        covered[written.length] = spanOf(cell, 'rowspan') - 1;
        written.push(column === 0 ? wordsOf(cell) : '');
      }
    }
    beside();
    rows.push(written);
  }
  return rows;
}

/** More than any table has. */
const MOST = 100;

const spanOf = (cell: Element, name: 'colspan' | 'rowspan'): number =>
  Math.min(MOST, Math.max(1, Number.parseInt(cell.attribs[name] ?? '1', 10) || 1));

/** What stands in a cell, on one line. Programs wrap what they write, also within Chinese words. */
const wordsOf = (cell: Element): string =>
  DomUtils.textContent(cell.children.filter(isPart))
    .replace(/([\u2e80-\uffef])\s*[\r\n]\s*/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();

const isShown = ({ attribs }: Element): boolean =>
  !/display\s*:\s*none/i.test(attribs['style'] ?? '') && !('hidden' in attribs);

const isPart = (node: ChildNode): boolean => !isTag(node) || isShown(node);
