// The reports of the page.
//
// Invariant: a report that has not changed is left alone, wherever it has moved to: of many reports an edit costs the
// one that it touched.

import type { Article } from './messages';
import { becomes } from './morph';

export interface Articles {
  /** The reports that have come by now, and no others, are kept. */
  hear(reports: readonly Article[]): void;
  /** Shows them; those that were made anew. `dress` makes the form of one that is about to be shown. */
  show(
    reports: readonly Article[],
    waits: (index: number) => boolean,
    dress: (article: HTMLElement) => void,
  ): Set<Element>;
}

export function createArticles(page: HTMLElement): Articles {
  let bodies = new Map<string, string>();
  /** Of which body each report is that is shown. */
  const shown = new WeakMap<Element, string>();

  const main = document.createElement('main');
  main.className = 'gouji';
  page.append(main);

  return {
    hear(reports) {
      bodies = new Map(reports.map(({ id, body }) => [id, body ?? bodies.get(id) ?? '']));
    },
    show(reports, waits, dress) {
      const fresh = new Set<Element>();
      [...main.children].slice(reports.length).forEach((article) => article.remove());
      reports.forEach(({ line, id }, index) => {
        const present = main.children[index];
        const isSame = present !== undefined && shown.get(present) === id;
        // What was typed into it, and is not in it, shows there until it is made anew.
        if (!isSame || waits(index) || present.querySelector('.typed') !== null) {
          const wanted = document.createElement('template');
          wanted.innerHTML = bodies.get(id) ?? '';
          const article = wanted.content.firstElementChild as HTMLElement;
          dress(article);
          if (present === undefined) main.append(article);
          else if (!becomes(present, article)) present.replaceWith(article);
          fresh.add(main.children[index]!);
          shown.set(main.children[index]!, id);
        }
        (main.children[index] as HTMLElement).dataset['line'] = String(line);
      });
      return fresh;
    },
  };
}
