// What the preview does in its window. Parts of the page say where in the text they stand:
// `data-at="line:character-line:character"`, from 0, in UTF-16 units, as VS Code counts.
//
// Invariant: the page is replaced as a whole, and what the reader looks at stays where it is.

'use strict';

(function () {
  const vscode = acquireVsCodeApi();
  const page = document.getElementById('page');
  const note = document.getElementById('note');
  const style = document.getElementById('style');

  /** The parts that say where they stand, in their order. */
  let parts = [];
  let cursor;
  /** Where the page was put; what it says of being there is an echo, and not its reader's doing. */
  let put = 0;

  window.addEventListener('message', ({ data }) => {
    if (data.type === 'page') show(data);
    if (data.type === 'note') tell(data.text);
    if (data.type === 'turn') scroll(() => window.scrollTo(0, 0));
    if (data.type === 'select') select(data);
    if (data.type === 'scroll') follow(data.line);
  });

  function show({ uri, style: rules, body, title }) {
    vscode.setState({ uri });
    if (style.textContent !== rules) style.textContent = rules;
    const figures = () => [...page.querySelectorAll('.figure')];
    const focused = figures().indexOf(document.activeElement);
    const top = window.scrollY;
    page.innerHTML = body;
    document.title = title;
    page.hidden = false;
    note.hidden = true;
    parts = [...page.querySelectorAll('[data-at]')].map((element) => ({ element, ...placeOf(element) }));
    if (focused >= 0) focus(figures()[focused], { preventScroll: true });
    scroll(() => window.scrollTo(0, top));
    mark();
  }

  function tell(words) {
    page.hidden = true;
    note.hidden = false;
    note.textContent = words;
    parts = [];
  }

  function placeOf(element) {
    const [line, character, endLine, endCharacter] = element.dataset.at.split(/[:-]/).map(Number);
    return { from: { line, character }, to: { line: endLine, character: endCharacter } };
  }

  const isBefore = (a, b) => a.line < b.line || (a.line === b.line && a.character <= b.character);

  // ---- the text leads

  function select(place) {
    cursor = place;
    const here = mark();
    // Between the parts of a table or a section there is no place to go to.
    if (here === undefined || here.matches('section, table')) return;
    const { top, bottom } = here.getBoundingClientRect();
    if (top < 0 || bottom > window.innerHeight) scroll(() => here.scrollIntoView({ block: 'center' }));
  }

  /** Marks what the cursor of the text stands in: the smallest part that holds it. */
  function mark() {
    page.querySelectorAll('.here').forEach((element) => element.classList.remove('here'));
    if (cursor === undefined) return undefined;
    const around = parts.filter(
      ({ element, from, to }) => element.tagName !== 'LI' && isBefore(from, cursor) && isBefore(cursor, to),
    );
    const size = ({ from, to }) => (to.line - from.line) * 100000 + to.character - from.character;
    const smallest = around.reduce((a, b) => (a === undefined || size(b) <= size(a) ? b : a), undefined);
    smallest?.element.classList.add('here');
    return smallest?.element;
  }

  /** The parts by which the page is scrolled: where lines of the text stand, from above. */
  function landmarks() {
    const tops = new Map();
    for (const { element, from } of parts) {
      if (element.tagName === 'LI' || element.classList.contains('gap') || tops.has(from.line)) continue;
      tops.set(from.line, element.getBoundingClientRect().top + window.scrollY);
    }
    let highest = 0;
    return [...tops]
      .sort(([a], [b]) => a - b)
      .map(([line, top]) => ({ line, top: (highest = Math.max(highest, top)) }));
  }

  /** What `value` is on the other scale, in proportion between its neighbours. */
  function between(marks, value, by, other) {
    const after = marks.findIndex((mark) => mark[by] > value);
    if (after === 0) return marks[0][other] * (value / (marks[0][by] || 1));
    if (after < 0) return marks.length === 0 ? 0 : marks[marks.length - 1][other];
    const [a, b] = [marks[after - 1], marks[after]];
    return a[other] + ((value - a[by]) / (b[by] - a[by])) * (b[other] - a[other]);
  }

  function follow(line) {
    scroll(() => window.scrollTo(0, line === 0 ? 0 : between(landmarks(), line, 'line', 'top')));
  }

  function scroll(by) {
    by();
    put = window.scrollY;
  }

  // ---- the page leads

  let waiting = false;
  window.addEventListener('scroll', () => {
    if (waiting || window.scrollY === put) return;
    waiting = true;
    put = undefined;
    requestAnimationFrame(() => {
      waiting = false;
      vscode.postMessage({ type: 'scrolled', line: between(landmarks(), window.scrollY, 'top', 'line') });
    });
  });

  function go(element, withFocus) {
    const part = element?.closest('[data-at]');
    if (part == null || part.matches('section, table')) return;
    const { from, to } = placeOf(part);
    // A figure is selected; in a paragraph the cursor is put.
    const isSmall = part.matches('.figure, th, mark, li');
    vscode.postMessage({ type: 'go', from, to: isSmall ? to : from, focus: withFocus });
  }

  page.addEventListener('click', (event) => {
    const figure = event.target.closest('.figure');
    if (figure !== null) focus(figure);
    if (window.getSelection().isCollapsed) go(event.target, false);
  });
  page.addEventListener('dblclick', (event) => go(event.target, true));

  // ---- the keyboard: Tab goes from table to table, the arrows go from figure to figure

  function focus(figure, options) {
    if (figure === undefined) return;
    const table = figure.closest('table');
    table?.querySelectorAll('.figure[tabindex="0"]').forEach((other) => other.setAttribute('tabindex', '-1'));
    figure.setAttribute('tabindex', '0');
    figure.focus(options);
  }

  page.addEventListener('keydown', (event) => {
    const figure = document.activeElement;
    const table = figure?.matches('.figure') ? figure.closest('table') : null;
    if (table === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = [...table.rows]
      .map((row) => [...row.querySelectorAll('.figure')])
      .filter((row) => row.length > 0);
    const at = rows.findIndex((row) => row.includes(figure));
    const row = rows[at];
    const column = row.indexOf(figure);
    const middle = (element) =>
      element.getBoundingClientRect().left + element.getBoundingClientRect().width / 2;
    const nearest = (other) =>
      other?.reduce((a, b) =>
        Math.abs(middle(b) - middle(figure)) < Math.abs(middle(a) - middle(figure)) ? b : a,
      );
    const next = {
      ArrowLeft: () => row[column - 1],
      ArrowRight: () => row[column + 1],
      ArrowUp: () => nearest(rows[at - 1]),
      ArrowDown: () => nearest(rows[at + 1]),
      Home: () => row[0],
      End: () => row[row.length - 1],
    }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      focus(next());
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      go(figure, event.key === 'Enter');
    }
  });

  vscode.postMessage({ type: 'ready' });
})();
