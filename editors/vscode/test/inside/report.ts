// What VS Code knows of a report through the extension.

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findings, open, until } from './until';

const SLIPS = '丁香镇2024年政府信息公开工作年度报告.txt';
const CRLF = '各乡镇（回车换行）/青石镇2024年政府信息公开工作年度报告.txt';
const GB18030 = '旧编码/白桦街道2023年政府信息公开工作年度报告.txt';

describe('a report', () => {
  for (const name of [SLIPS, CRLF]) {
    it(`has findings where they are: ${name}`, async () => {
      const document = await open(name);
      const found = await findings(document, 2);
      const slip = found.find((one) => (one.code as { value: string }).value === 'totals/slip')!;
      assert.equal(document.getText(slip.range), '2');
      assert.equal(document.lineAt(slip.range.start.line - 1).text.trim(), '四、结转下年度继续办理');
      assert.equal(slip.severity, vscode.DiagnosticSeverity.Error);
      assert.equal(slip.relatedInformation?.length, 2);
      const page = (slip.code as { target: vscode.Uri }).target;
      assert.equal(page.toString(), 'gouji-rule:/zh/totals/slip.md');
      assert.match((await vscode.workspace.openTextDocument(page)).getText(), /^# 一处笔误/);
    });
  }

  it('is mended by the preferred action, and undone by one step', async () => {
    const document = await open(CRLF);
    const before = document.getText();
    const found = await findings(document, 2);
    const slip = found.find((one) => (one.code as { value: string }).value === 'totals/slip')!;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      slip.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const preferred = actions.filter((action) => action.isPreferred);
    assert.equal(preferred.length, 1);
    assert.ok(await vscode.workspace.applyEdit(preferred[0]!.edit!));
    await findings(document, 1);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    await findings(document, 2);
  });

  it('is read in the encoding that it has', async () => {
    const document = await open(GB18030);
    assert.match(document.lineAt(0).text, /^青枫区白桦街道办事处/);
    await until(async () => {
      const symbols = await symbolsOf(document);
      return symbols?.length === 6 ? true : undefined;
    });
  });

  it('has an outline of sections, tables and rows', async () => {
    const document = await open(SLIPS);
    const sections = await until(() => symbolsOf(document));
    assert.equal(sections.length, 6);
    assert.equal(sections[2]!.name, '三、收到和处理政府信息公开申请情况');
    const table = sections[2]!.children[0]!;
    assert.equal(table.name, '表三');
    assert.equal(table.children[0]!.name, '一、本年新收政府信息公开申请数量');
  });

  it('is coloured by what its parts are', async () => {
    const document = await open(SLIPS);
    const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend>(
      'vscode.provideDocumentSemanticTokensLegend',
      document.uri,
    );
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
      'vscode.provideDocumentSemanticTokens',
      document.uri,
    );
    const broken = 1 << legend.tokenModifiers.indexOf('broken');
    const modifiers = [...tokens.data].filter((_, at) => at % 5 === 4);
    assert.ok(modifiers.length > 200);
    assert.ok(modifiers.some((bits) => (bits & broken) !== 0));
  });

  it('folds', async () => {
    const document = await open(SLIPS);
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    const lines = folds.map((fold) => document.lineAt(fold.start).text);
    assert.ok(lines.includes('三、收到和处理政府信息公开申请情况'));
  });

  it('leads from a total to its parts', async () => {
    const document = await open('梨川县自然资源局2024年政府信息公开工作年度报告.md');
    await findings(document, 1);
    const lines = document.getText().split('\n');
    const line = lines.findIndex((text) => text.includes('（七）总计'));
    const column = document.lineAt(line).text.indexOf('62');
    const parts = await vscode.commands.executeCommand<vscode.LocationLink[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      new vscode.Position(line, column),
    );
    assert.ok(parts.length > 3);
  });

  it('is one too when it is not saved yet', async () => {
    const text = (await open(SLIPS)).getText();
    const document = await vscode.workspace.openTextDocument({ language: 'gov-report', content: text });
    await vscode.window.showTextDocument(document);
    await findings(document, 2);
  });

  it('is known in a plain text by its title, and all other texts are left alone', async () => {
    const text = (await open(SLIPS)).getText();
    const report = await vscode.workspace.openTextDocument({ language: 'plaintext', content: text });
    const other = await vscode.workspace.openTextDocument({
      language: 'plaintext',
      content: '# 0\n一、总体情况\n',
    });
    await findings(report, 2);
    assert.deepEqual(vscode.languages.getDiagnostics(other.uri), []);
  });
});

function symbolsOf(document: vscode.TextDocument): Thenable<vscode.DocumentSymbol[] | undefined> {
  return vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
    'vscode.executeDocumentSymbolProvider',
    document.uri,
  );
}
