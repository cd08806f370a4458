// The clipboard: a block of cells is copied, and one of any program is pasted.

import { asHtml, asText, isBlock } from './clipboard';

/** What the clipboard works on. */
export interface Board {
  /** Whether keys go to a cell; in an edit of one they go to its text. */
  isAtCell(): boolean;
  isEditing(): boolean;
  /** What is selected. */
  block(): string[][];
  clear(): void;
  /** Something was pasted that is one figure. */
  fill(text: string): void;
  /** A block was pasted. */
  paste(text: string, html: string): void;
}

/** `used` keeps an event from what else would hear of it. */
export function listenToClipboard(board: Board, used: (event: Event) => void): void {
  for (const what of ['copy', 'cut'] as const) {
    document.addEventListener(what, (event) => {
      if (!board.isAtCell()) return;
      used(event);
      const block = board.block();
      event.clipboardData?.setData('text/plain', asText(block));
      event.clipboardData?.setData('text/html', asHtml(block));
      if (what === 'cut') board.clear();
    });
  }
  document.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const html = event.clipboardData?.getData('text/html') ?? '';
    const isWhole = isBlock(text) || (text.trim() === '' && html !== '');
    // A figure that is pasted in an edit goes into its text; a block does not fit there.
    if (!board.isAtCell() && !(board.isEditing() && isWhole)) return;
    used(event);
    if (isWhole) board.paste(text, html);
    else if (text.trim() !== '') board.fill(text.trim());
  });
}
