// Asking again and again for what changes: at most one question is under way, and none is forgotten.

export interface Asking {
  /** Asks at once, or when the question that is under way is answered. */
  now(): void;
  /** Asks when nothing has changed for a while. */
  soon(): void;
  dispose(): void;
}

/** `ask` is what is done; `pause` is what is waited for, in ms. */
export function createAsking(ask: () => Promise<void>, pause: number): Asking {
  let isUnderWay = false;
  let isWanted = false;
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;

  function now(): void {
    clearTimeout(timer);
    isWanted = true;
    if (!isUnderWay) void work();
  }

  async function work(): Promise<void> {
    isUnderWay = true;
    while (isWanted && !isOver) {
      isWanted = false;
      await ask();
    }
    isUnderWay = false;
  }

  return {
    now,
    soon() {
      clearTimeout(timer);
      timer = setTimeout(now, pause);
    },
    dispose() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
