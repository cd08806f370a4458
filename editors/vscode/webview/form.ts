// Filling in: what keys, the pointer and the clipboard do to the cells of the page.
//
// Invariant: the cell that is focused and what is selected stay, known by their names, when a page comes; an edit that
// is under way is left alone.

import { listenToClipboard } from './board';
import * as cells from './cells';
import type { Editor } from './editor';
import { createFilling } from './filling';
import * as grid from './grid';
import { type Wish, wishInEdit, wishOf } from './keys';
import { createHeld } from './held';
import type { Line } from './line';
import type { Range, Said, Words } from './messages';
import { listenToPointer } from './pointer';
import { createStay } from './stay';

export interface Form {
  /** A page of a document is about to be shown that has all changes up to `settled`. */
  settle(uri: string, settled: number): void;
  /** Whether something was typed into a report that is not in its text yet. */
  waits(report: number): boolean;
  /** Makes the form of a report that is about to be shown. */
  dress(article: HTMLElement): void;
  /** All are shown now; these were made anew. */
  shown(fresh: ReadonlySet<Element>): void;
  /** Another document will be shown. */
  turn(): void;
  /** Takes the focus back to where it was. */
  focus(): void;
  /** What was to be undone is; these keys were typed meanwhile. */
  undone(keys: readonly string[]): void;
  refused(id: number, words: string): void;
  repairs(at: Range, titles: readonly string[]): void;
  /** Does what a key would be asked for. */
  obey(wish: Wish): void;
}

/** What the form works with. */
export interface Surroundings {
  page: HTMLElement;
  words: Words;
  line: Line;
  /** Makes what a cell is edited in; it is told what to do when the user goes elsewhere. */
  editor(left: () => void): Editor;
  say(said: Said): void;
  /** Shows the page again as it came. */
  again(): void;
}

export function createForm({ page, words, line, editor: createEditor, say, again }: Surroundings): Form {
  const editor = createEditor(commit);
  let shown = cells.joined([]);
  const byArticle = new WeakMap<Element, cells.Cells>();
  const held = createHeld();
  let focused: string | undefined;
  /** The other corner of what is selected. */
  let anchor: string | undefined;
  /** The column to which up and down keep, over rows of fewer and wider cells. */
  let aim = 0;
  /** Where Tab was begun: Enter leads back below it. */
  let began: string | undefined;
  let frame: number | undefined;

  const elementOf = (key: string | undefined) => (key === undefined ? undefined : shown.elements.get(key));
  const filling = createFilling(elementOf, say);
  const placeOf = (key: string | undefined) => grid.find(shown.tables, key);
  const textOf = (key: string) => {
    const element = elementOf(key);
    return element === undefined ? '' : cells.textOf(element);
  };
  const isAtCell = () =>
    editor.key === undefined && focused !== undefined && document.activeElement === elementOf(focused);
  const stay = createStay(
    {
      element: () => elementOf(focused),
      isAtCell,
      whenStill: filling.whenStill,
    },
    say,
  );
  const ownTable = () => shown.tables[placeOf(focused)?.table ?? -1] ?? [];
  /** The rows of what is selected. */
  const selected = () => (focused === undefined ? [] : grid.block(ownTable(), anchor ?? focused, focused));
  const keysIn = (rows: grid.Grid) => rows.flat().map(({ key }) => key);

  // ---- what is looked at

  /** Shows what is pointed at: the marks with the next picture of the page, for several keys may come before it. */
  function paint(): void {
    frame ??= window.requestAnimationFrame(() => {
      frame = undefined;
      cells.point(page, shown, { focused, anchor });
    });
    const element = elementOf(focused);
    line.show(focused, element, focused === undefined ? undefined : filling.typed(focused)?.refused);
    editor.place(elementOf(editor.key));
    stay.soon();
  }

  function focusOn(key: string | undefined, extend = false): void {
    const element = elementOf(key);
    if (element === undefined) return;
    focused = key;
    if (!extend || anchor === undefined) anchor = key;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    paint();
  }

  function focusAt(at: grid.At | undefined, extend = false): void {
    if (at !== undefined) focusOn(grid.spotAt(shown.tables, at)?.key, extend);
  }

  function aimAt(key: string | undefined): void {
    const at = placeOf(key);
    const spot = at && grid.spotAt(shown.tables, at);
    if (spot !== undefined) aim = grid.middle(spot);
  }

  // ---- what is changed

  function change(
    typing: readonly (readonly [key: string, text: string])[],
    totals: readonly string[] = [],
  ): void {
    const fillable = typing.filter(([key]) => cells.isFillable(key));
    line.alert('');
    filling.change(fillable, totals);
    paint();
    if (fillable.length < typing.length) line.alert(words.uncertain);
  }

  /** Ends an edit and keeps what was typed. */
  function commit(): void {
    const { key, text } = editor;
    if (key === undefined) return;
    editor.close();
    if (text !== textOf(key) || filling.typed(key)?.refused !== undefined) change([[key, text]]);
  }

  function edit(fresh: boolean): void {
    const element = elementOf(focused);
    if (focused === undefined || element === undefined) return;
    if (!cells.isFillable(focused)) return line.alert(words.uncertain);
    anchor = focused;
    paint();
    editor.open(focused, element, fresh ? '' : textOf(focused), fresh);
  }

  /** Fills what is blank of what is selected, or else of the table. */
  function fillBlanks(zeros: boolean): void {
    const rows = selected();
    const all = keysIn(keysIn(rows).length > 1 ? rows : ownTable());
    const blank = all.filter((key) => cells.isFillable(key) && textOf(key) === '');
    const isTotal = (key: string) => elementOf(key)?.matches('[data-total], [data-sum]') === true;
    const zero = zeros ? blank.filter((key) => !isTotal(key)) : [];
    const totals = blank.filter(isTotal);
    if (zero.length > 0)
      change(
        zero.map((key) => [key, '0'] as const),
        totals,
      );
    else filling.take(totals);
    paint();
  }

  /** Fills a block from its first row or column; one cell from its neighbour. */
  function fill(way: 'down' | 'right'): void {
    const rows = selected();
    const at = placeOf(focused);
    if (keysIn(rows).length > 1) {
      return change(grid.filledFrom(rows, way).map(([to, from]) => [to.key, textOf(from.key)]));
    }
    const from = at && grid.stepped(shown.tables, at, way === 'down' ? 'up' : 'left', aim, true);
    const source = from && grid.spotAt(shown.tables, from);
    if (focused !== undefined && source !== undefined) change([[focused, textOf(source.key)]]);
  }

  function clear(): void {
    change(
      keysIn(selected())
        .filter((key) => textOf(key) !== '')
        .map((key) => [key, '']),
    );
  }

  /** Gives up what was refused, and what is selected. */
  function cancel(): void {
    anchor = focused;
    if (focused !== undefined && filling.typed(focused)?.refused !== undefined) {
      filling.drop(focused);
      line.alert('');
      again();
    }
    paint();
  }

  // ---- keys

  function step({ step, extend }: Extract<Wish, { do: 'step' }>): void {
    const at = placeOf(focused);
    if (at === undefined) return;
    focusAt(grid.stepped(shown.tables, at, step, aim, extend), extend);
    if ((step !== 'up' && step !== 'down') || placeOf(focused)?.table !== at.table) aimAt(focused);
    began = undefined;
  }

  function enter(back: boolean): void {
    const at = placeOf(focused);
    if (began !== undefined) aimAt(began);
    began = undefined;
    if (at === undefined) return;
    focusAt(grid.stepped(shown.tables, at, back ? 'up' : 'down', aim, false));
    if (placeOf(focused)?.table !== at.table) aimAt(focused);
  }

  /** Goes on by Tab; whether there is anything to go to. */
  function tab(back: boolean): boolean {
    const at = placeOf(focused);
    const next = at && grid.tabbed(shown.tables, at, back);
    if (at === undefined || next === undefined) return false;
    const isSameRow = next.row === at.row && next.table === at.table;
    const before = began ?? focused;
    focusAt(next);
    aimAt(focused);
    began = isSameRow && !back ? before : undefined;
    return true;
  }

  function takeTotal(): void {
    if (focused !== undefined && cells.isFillable(focused) && textOf(focused) === '') filling.take([focused]);
  }

  function selectTable(): void {
    const keys = keysIn(ownTable());
    anchor = keys.at(-1);
    focusOn(keys[0], true);
  }

  /** Does what is asked for; whether the key is used up by it. */
  function obey(wish: Wish): boolean {
    switch (wish.do) {
      case 'step':
        step(wish);
        break;
      case 'tab':
        if (!wish.back) takeTotal();
        return tab(wish.back);
      case 'enter':
        if (!wish.back) takeTotal();
        enter(wish.back);
        break;
      case 'type':
        // The key itself goes into what is opened.
        edit(true);
        return false;
      case 'edit':
        edit(false);
        break;
      case 'clear':
        clear();
        break;
      case 'cancel':
        cancel();
        break;
      case 'all':
        selectTable();
        break;
      case 'fill':
        fill(wish.way);
        break;
      case 'zeros':
      case 'sums':
        fillBlanks(wish.do === 'zeros');
        break;
      case 'back':
        // Until the text editor has undone it, keys wait.
        page.setAttribute('aria-busy', 'true');
        filling.whenStill(() => say({ type: 'back', way: wish.way }));
        break;
      case 'save':
        filling.whenStill(() => say({ type: 'save' }));
        break;
      case 'repair':
        stay.repair();
        break;
      case 'go':
        stay.go(wish.focus);
        break;
    }
    return true;
  }

  /** A key in an edit: it ends the edit and leads on. What was typed stands, and is no total to be taken. */
  function leave(wish: Wish): boolean {
    const before = focused;
    if (wish.do === 'cancel') editor.close();
    else commit();
    const isUsed = wish.do !== 'tab' || tab(wish.back);
    if (wish.do === 'enter') enter(wish.back);
    else if (wish.do !== 'tab' && wish.do !== 'cancel') obey(wish);
    if (focused === before) elementOf(focused)?.focus({ preventScroll: true });
    return isUsed;
  }

  /** The event is the form's, and none of the workbench around it. */
  function used(event: Event): void {
    event.preventDefault();
    event.stopPropagation();
  }

  /** Does what a key would have done, had it not been held. */
  function press(key: KeyboardEventInit & { key: string }): void {
    const isUsed = !document.dispatchEvent(new KeyboardEvent('keydown', { ...key, cancelable: true }));
    if (isUsed || editor.key === undefined) return;
    // What the browser does with a key in an edit.
    if (key.key.length === 1) document.execCommand('insertText', false, key.key);
    if (key.key === 'Backspace') document.execCommand('delete');
  }

  document.addEventListener('keydown', (event) => {
    // Until it is undone, keys wait.
    if (page.hasAttribute('aria-busy') && held.hold(event)) return used(event);
    const isEditing = editor.key !== undefined;
    const wish = isEditing ? wishInEdit(event, editor.fresh) : wishOf(event);
    // The text is saved and undone from everywhere on the page.
    if (!isEditing && !isAtCell() && wish?.do !== 'save' && wish?.do !== 'back') return;
    if (wish !== undefined && (isEditing ? leave(wish) : obey(wish))) used(event);
  });

  listenToPointer(page, {
    keyAt(target) {
      const element =
        target instanceof Element ? target.closest<HTMLElement>('.figure, td[data-cell]') : null;
      return [...shown.elements].find(([, other]) => other === element)?.[0];
    },
    canReach: (key) => placeOf(key)?.table === placeOf(anchor)?.table,
    focus(key, extend) {
      commit();
      focusOn(key, extend);
      aimAt(key);
      began = undefined;
    },
    clicked: () => stay.go(false),
    edit: () => edit(false),
  });

  listenToClipboard(
    {
      isAtCell,
      isEditing: () => editor.key !== undefined,
      block: () => selected().map((row) => row.map(({ key }) => textOf(key))),
      clear,
      fill: (text) => change(keysIn(selected()).map((key) => [key, text])),
      paste(text, html) {
        editor.close();
        elementOf(focused)?.focus({ preventScroll: true });
        const corner = keysIn(selected())[0];
        if (corner === undefined || !cells.isFillable(corner)) line.alert(words.uncertain);
        else filling.paste(corner, text, html);
      },
    },
    used,
  );

  window.addEventListener('scroll', () => editor.place(elementOf(editor.key)), { capture: true });
  window.addEventListener('resize', () => {
    if (isAtCell() || editor.key !== undefined) {
      elementOf(focused)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
    editor.place(elementOf(editor.key));
  });

  return {
    settle: filling.settle,
    waits: filling.waits,
    dress(article) {
      const fresh = cells.cellsOf(article);
      cells.name(article, fresh, words);
      for (const [key, element] of fresh.elements) {
        const typed = filling.typed(key);
        if (typed !== undefined) cells.showTyped(element, typed);
      }
      cells.point(article, fresh, { focused, anchor });
    },
    shown(fresh) {
      const had = focused !== undefined && document.activeElement === elementOf(focused);
      const articles = [...page.querySelectorAll('article')];
      shown = cells.joined(
        articles.map((article) => {
          const known = fresh.has(article) ? undefined : byArticle.get(article);
          const own = known ?? cells.cellsOf(article);
          byArticle.set(article, own);
          return own;
        }),
      );
      if (elementOf(focused) === undefined) focused = anchor = began = undefined;
      if (had && editor.key === undefined) elementOf(focused)?.focus({ preventScroll: true });
      paint();
      filling.shown();
    },
    turn() {
      commit();
      filling.halt();
      focused = anchor = began = undefined;
    },
    focus() {
      if (page.hasAttribute('aria-busy')) held.split();
      if (editor.key !== undefined) return;
      if (focused === undefined) focusOn(keysIn(shown.tables.flat())[0]);
      else elementOf(focused)?.focus({ preventScroll: true });
    },
    undone(keys) {
      page.removeAttribute('aria-busy');
      held.release(keys).forEach(press);
    },
    refused(id, said) {
      filling.refuse(id, said);
      again();
      line.alert(said);
    },
    repairs(at, titles) {
      if (stay.isAt(at)) line.offer(titles);
    },
    obey: (wish) => void obey(wish),
  };
}
