// The walkthrough, beside the first report that is ever looked at.
//
// Invariant: it is opened once, takes no keys from whoever is at the report, and not at all where the user has set that
// extensions open no walkthroughs.

import * as vscode from 'vscode';

const WELCOMED = 'gouji.welcomed';

/** What is to be done when a report is looked at. */
export function welcome(context: vscode.ExtensionContext): () => void {
  const { globalState } = context;
  return () => {
    const wanted = vscode.workspace
      .getConfiguration('workbench.welcomePage.walkthroughs')
      .get('openOnInstall');
    if (wanted === false || globalState.get(WELCOMED) === true) return;
    void globalState.update(WELCOMED, true);
    void open(vscode.window.activeTextEditor);
  };
}

async function open(editor: vscode.TextEditor | undefined): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'gouji.gouji#start', true);
  if (editor === undefined) return;
  const { document, viewColumn, selection } = editor;
  await vscode.window.showTextDocument(document, { selection, ...(viewColumn && { viewColumn }) });
}
