// The pointer: a cell is focused, a block selected by dragging or with Shift.

export interface Pointer {
  /** The cell under an element, if there is one. */
  keyAt(target: EventTarget | null): string | undefined;
  /** Whether what is selected can reach to this cell. */
  canReach(key: string): boolean;
  focus(key: string, extend: boolean): void;
  /** One cell was clicked on. */
  clicked(): void;
  edit(): void;
}

export function listenToPointer(page: HTMLElement, pointer: Pointer): void {
  /** The cell that was reached last, while the button is down. */
  let reached: string | undefined;
  let isDragged = false;
  page.addEventListener('pointerdown', (event) => {
    reached = event.button === 0 ? pointer.keyAt(event.target) : undefined;
    isDragged = false;
    if (reached !== undefined) pointer.focus(reached, event.shiftKey && pointer.canReach(reached));
  });
  page.addEventListener('pointermove', (event) => {
    if (event.buttons !== 1 || reached === undefined) return;
    const key = pointer.keyAt(event.target);
    if (key === undefined || key === reached || !pointer.canReach(key)) return;
    [reached, isDragged] = [key, true];
    pointer.focus(key, true);
  });
  page.addEventListener('click', (event) => {
    if (pointer.keyAt(event.target) !== undefined && !isDragged && !event.shiftKey) pointer.clicked();
  });
  page.addEventListener('dblclick', (event) => {
    if (pointer.keyAt(event.target) !== undefined) pointer.edit();
  });
}
