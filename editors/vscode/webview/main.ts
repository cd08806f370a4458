// What runs in the window of the form.
//
// Invariant: what the reader looks at, has focused and is typing stays where it is when the page is brought to what the
// text now says.

import { createArticles } from './articles';
import { createEditor } from './editor';
import { createForm, type Form } from './form';
import { createLine } from './line';
import type { Said, Told, Words } from './messages';
import { createPlaces } from './places';
import { rangeOf } from './cells';

declare function acquireVsCodeApi(): { postMessage(said: Said): void; setState(state: unknown): void };

const vscode = acquireVsCodeApi();
const by = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const words = JSON.parse(document.body.dataset['words'] ?? '{}') as Words;
const [page, note, style, head] = [by('page'), by('note'), by('style'), by('head')];
const say = (said: Said) => vscode.postMessage(said);

type Page = Extract<Told, { type: 'page' }>;

/** The page that is shown, as it came. */
let last: Page | undefined;

const articles = createArticles(page);
const places = createPlaces(
  page,
  () => head.offsetHeight,
  (line) => say({ type: 'scrolled', line }),
);
const line = createLine(
  {
    name: by('name'),
    about: by('about'),
    wrong: by('wrong'),
    alert: by('alert'),
    repair: by<HTMLButtonElement>('repair'),
  },
  words,
);
const form: Form = createForm({
  page,
  words,
  line,
  editor: (left) => createEditor(by<HTMLInputElement>('edit'), left),
  say,
  again: () => last !== undefined && show(last),
});

/** A page that is to be shown as soon as there is time, and what was said after it. */
let waiting: Page | undefined;
let behind: Told[] = [];

/** So long a page waits at most for a pause between the keys, in ms. */
const PATIENCE = 150;

window.addEventListener('message', ({ data }: MessageEvent<Told>) => {
  if (data.type === 'page') {
    articles.hear(data.reports);
    if (waiting === undefined) window.requestIdleCallback(showWaiting, { timeout: PATIENCE });
    waiting = data;
  } else if (waiting !== undefined) behind.push(data);
  else hear(data);
});

function showWaiting(): void {
  const page = waiting;
  const said = behind;
  waiting = undefined;
  behind = [];
  if (page === undefined) return;
  // What is judged anew when nothing has changed is no reason to do anything.
  const isNew = last === undefined || !isSame(last, page);
  last = page;
  if (isNew) show(page);
  said.forEach(hear);
}

function isSame(one: Page, other: Page): boolean {
  const places = (page: Page) => page.reports.map(({ id, line }) => `${id}@${line}`).join();
  return one.uri === other.uri && one.settled === other.settled && places(one) === places(other);
}

function hear(told: Told): void {
  switch (told.type) {
    case 'page':
      return;
    case 'note':
      return tell(told.text);
    case 'turn':
      form.turn();
      return places.toTop();
    case 'select':
      return places.select(told, told.reveal);
    case 'scroll':
      return places.follow(told.line);
    case 'focus':
      return form.focus();
    case 'keys':
      return form.undone(told.keys);
    case 'refused':
      return form.refused(told.id, told.words);
    case 'told':
      return line.tell(told.words);
    case 'repairs':
      return form.repairs(told.at, told.titles);
  }
}

function show({ uri, style: rules, reports, title, settled }: Page): void {
  vscode.setState({ uri });
  if (style.textContent !== rules) style.textContent = rules;
  document.title = title;
  note.hidden = true;
  page.hidden = head.hidden = false;
  form.settle(uri, settled);
  const fresh = articles.show(reports, form.waits, form.dress);
  fresh.forEach(fit);
  places.refresh(fresh);
  form.shown(fresh);
}

function tell(text: string): void {
  last = undefined;
  page.hidden = head.hidden = true;
  note.hidden = false;
  note.textContent = text;
}

/**
 * Notes down which tables are wider than the window: those are scrolled in themselves, and their heads cannot stay in
 * sight; and how high the heads of the others are, below which nothing is to be hidden.
 */
function fit(within: Element): void {
  for (const around of within.querySelectorAll<HTMLElement>('.table')) {
    const isWide = around.scrollWidth > around.clientWidth;
    around.toggleAttribute('data-wide', isWide);
    const height = isWide ? 0 : (around.querySelector('thead')?.offsetHeight ?? 0);
    around.style.setProperty('--thead', `${height}px`);
  }
}

function go(target: EventTarget | null, focus: boolean): void {
  const part = target instanceof Element ? target.closest<HTMLElement>('[data-at]') : null;
  // The form leads from its cells itself.
  if (part === null || part.matches('section, table, .figure')) return;
  const range = rangeOf(part);
  // A label is selected; in a paragraph the cursor is put.
  if (range !== undefined) {
    const { from, to } = range;
    say({ type: 'go', from, to: part.matches('th, mark, li') ? to : from, focus });
  }
}

page.addEventListener('click', ({ target }) => {
  if (window.getSelection()?.isCollapsed !== false) go(target, false);
});
page.addEventListener('dblclick', ({ target }) => go(target, true));

for (const [id, wish] of [
  ['zeros', 'zeros'],
  ['sums', 'sums'],
  ['repair', 'repair'],
] as const) {
  const button = by(id);
  // The cell for which it is pressed keeps the focus.
  button.addEventListener('mousedown', (event) => event.preventDefault());
  button.addEventListener('click', () => {
    form.obey({ do: wish });
    form.focus();
  });
}

const cover = () => document.documentElement.style.setProperty('--head', `${head.offsetHeight}px`);
new ResizeObserver(() => {
  cover();
  fit(page);
}).observe(document.body);
new ResizeObserver(cover).observe(head);

say({ type: 'ready' });
