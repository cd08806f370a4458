// What is typed while the text editor has the focus only because something is undone there for the form.
//
// Invariant: no such key reaches the text; all of them are handed on, in their order.

import * as vscode from 'vscode';

const CONTEXT = 'gouji.undoing';

/** Adds the keys to `keys`, as the browser names them; `act` is what has the focus go to the text and back. */
export async function keysMeanwhile(keys: string[], act: () => Promise<void>): Promise<void> {
  // Another extension may have this already: then keys go where that has them go.
  const typing = attempt(() =>
    vscode.commands.registerCommand('type', ({ text }: { text: string }) => {
      keys.push(...(text === '\n' ? ['Enter'] : text));
    }),
  );
  const naming = vscode.commands.registerCommand('gouji.client.keyMeanwhile', (key: string) => {
    keys.push(key);
  });
  try {
    await vscode.commands.executeCommand('setContext', CONTEXT, true);
    await act();
  } finally {
    await vscode.commands.executeCommand('setContext', CONTEXT, false);
    typing?.dispose();
    naming.dispose();
  }
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
