import * as vscode from 'vscode';

/** What `look` gives once it gives something. It looks again whenever something happens in the editor. */
export async function until<T>(look: () => T | undefined | PromiseLike<T | undefined>): Promise<T> {
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** What gouji finds in a document, once it is as many. */
export function findings(document: vscode.TextDocument, count: number): Promise<vscode.Diagnostic[]> {
  return until(() => {
    const found = vscode.languages.getDiagnostics(document.uri).filter((one) => one.source === 'gouji');
    return found.length === count ? found : undefined;
  });
}

/** Opens a file of the folder. */
export async function open(name: string): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders![0]!.uri;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, name));
  await vscode.window.showTextDocument(document);
  return document;
}
