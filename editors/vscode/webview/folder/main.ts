// What runs in the window of the folder's table.
//
// Invariant: a row that changes stays where it is, and so does the focus; rows move only when the reader asks for
// another order or for another check.

import { ordered, turned, type Key, type Order, type Row, type Said, type Told, type Words } from './rows';

declare function acquireVsCodeApi(): { postMessage(said: Said): void };

const vscode = acquireVsCodeApi();
const by = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const say = (said: Said) => vscode.postMessage(said);
const [title, summary, fixAll] = [by('title'), by('summary'), by('fixAll')];
const body = by<HTMLTableSectionElement>('rows');
const heads = [...document.querySelectorAll<HTMLTableCellElement>('th[data-key]')];
const words = JSON.parse(document.body.dataset['words'] ?? '{}') as Words;

let rows: Row[] = [];
let order: Order | undefined;

window.addEventListener('message', ({ data }: MessageEvent<Told>) => {
  summary.textContent = data.summary;
  if (data.type === 'rows') {
    title.textContent = data.title;
    rows = ordered(data.rows, order);
    draw();
    if (data.focus) links()[0]?.focus();
    return;
  }
  const at = rows.findIndex(({ uri }) => uri === data.row.uri);
  const old = body.rows[at];
  if (old === undefined) return;
  rows[at] = data.row;
  const had = [...old.querySelectorAll('button')].indexOf(document.activeElement as HTMLButtonElement);
  const fresh = drawn(data.row);
  old.replaceWith(fresh);
  if (had >= 0) (fresh.querySelectorAll('button')[had] ?? fresh.querySelector('button'))?.focus();
  offer();
});

/** The button of each row that leads to its report. */
const links = () => [...body.querySelectorAll<HTMLButtonElement>('button.link')];

function draw(): void {
  body.replaceChildren(...rows.map(drawn));
  const sorts = order ?? { key: 'errors', down: true };
  for (const head of heads) {
    const isBy = head.dataset['key'] === sorts.key;
    head.setAttribute('aria-sort', isBy ? (sorts.down ? 'descending' : 'ascending') : 'none');
  }
  offer();
}

/** The button above is there where something can be mended. */
function offer(): void {
  fixAll.hidden = !rows.some(({ fixable }) => fixable);
}

function drawn(row: Row): HTMLTableRowElement {
  const line = document.createElement('tr');
  line.dataset['uri'] = row.uri;
  const name = document.createElement('th');
  name.scope = 'row';
  name.append(button(row.agency, 'link', { type: 'open', uri: row.uri }));
  const count = (found: number, kind: string) =>
    cell(String(found), found === 0 ? 'number' : `number ${kind}`);
  const part = ([read, all]: readonly [number, number]) =>
    cell(`${read}/${all}`, read === all ? 'number' : 'number short');
  const mend = cell('');
  if (row.fixable) {
    const fix = button(words.mend, '', { type: 'fix', uri: row.uri });
    fix.title = words.fix;
    fix.setAttribute('aria-label', `${words.fix} ${row.agency}`);
    mend.append(fix);
  }
  line.append(
    name,
    cell(row.year === null ? '–' : String(row.year), 'number'),
    count(row.errors, 'error'),
    count(row.warnings, 'warning'),
    part(row.cells),
    part(row.equations),
    cell(row.figures.join('/'), 'number'),
    cell(row.file, 'file'),
    mend,
  );
  return line;
}

function cell(text: string, kind = ''): HTMLTableCellElement {
  const made = document.createElement('td');
  made.className = kind;
  made.textContent = text;
  return made;
}

function button(text: string, kind: string, said: Said): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = kind;
  made.textContent = text;
  made.addEventListener('click', (event) => {
    event.stopPropagation();
    say(said);
  });
  return made;
}

// Whoever comes back from a report goes on where they were.
let left: string | undefined;
body.addEventListener('focusin', ({ target }) => {
  left = (target as Element).closest('tr')?.dataset['uri'];
});
window.addEventListener('focus', () => {
  const at = rows.findIndex(({ uri }) => uri === left);
  if (document.activeElement === document.body) links()[at]?.focus();
});

// The whole row leads to the report; the button in it is for the keyboard and for those who listen.
body.addEventListener('click', ({ target }) => {
  const uri = (target as Element).closest('tr')?.dataset['uri'];
  if (uri !== undefined && document.getSelection()?.isCollapsed !== false) say({ type: 'open', uri });
});

body.addEventListener('keydown', (event) => {
  const all = links();
  const at = [...body.rows].findIndex((row) => row.contains(document.activeElement));
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  all[Math.max(0, Math.min(to, all.length - 1))]?.focus();
});

for (const head of heads) {
  head.querySelector('button')?.addEventListener('click', () => {
    order = turned(order ?? { key: 'errors', down: true }, head.dataset['key'] as Key);
    rows = ordered(rows, order);
    draw();
  });
}

by('again').addEventListener('click', () => say({ type: 'again' }));
by('export').addEventListener('click', () => say({ type: 'summary' }));
fixAll.addEventListener('click', () => say({ type: 'fixAll' }));
say({ type: 'ready' });
