// Plain texts that are reports get the language of reports, and nothing else does.

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, until } from './until';

const NOTES = '会议记录.txt';
const SLIPS = '丁香镇2024年政府信息公开工作年度报告.txt';

/** Opens a file of this name with the text of a report, and the others beside what is open. */
async function report(name: string): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders![0]!.uri;
  const text = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, SLIPS));
  await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), text);
  return open(name);
}

/** Once another report was recognised, what was looked at before it was looked at too. */
async function another(name: string): Promise<void> {
  const document = await report(name);
  await until(() => (document.languageId === 'gov-report' ? true : undefined));
}

describe('the language of a plain text', () => {
  it('is that of reports where the text is one, whatever its name', async () => {
    const document = await report('年报.txt');
    await until(() => (document.languageId === 'gov-report' ? true : undefined));
    assert.ok(!document.isDirty);
  });

  it('is that of reports once the text becomes one', async () => {
    const text = (await open(SLIPS)).getText();
    const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content: '年报\n' });
    const editor = await vscode.window.showTextDocument(document);
    assert.equal(document.languageId, 'plaintext');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), text));
    await until(() => (document.languageId === 'gov-report' ? true : undefined));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('stays what it is where the text is none', async () => {
    const notes = await open(NOTES);
    await another('年报二.txt');
    assert.equal(notes.languageId, 'plaintext');
  });

  it('stays what the user then chooses', async () => {
    const document = await report('年报三.txt');
    await until(() => (document.languageId === 'gov-report' ? true : undefined));
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await another('年报四.txt');
    await open('年报三.txt');
    await another('年报五.txt');
    assert.equal(document.languageId, 'plaintext');
  });

  it('stays what it is where the user wants that', async () => {
    const gouji = vscode.workspace.getConfiguration('gouji');
    await gouji.update('setLanguage', false, vscode.ConfigurationTarget.Global);
    const document = await report('年报六.txt');
    // It is checked all the same.
    await until(() => (vscode.languages.getDiagnostics(document.uri).length > 0 ? true : undefined));
    await gouji.update('setLanguage', undefined, vscode.ConfigurationTarget.Global);
    assert.equal(document.languageId, 'plaintext');
  });
});
