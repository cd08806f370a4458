// Tab, Shift+Tab and Enter go from figure to figure in a table of the text, as in a spreadsheet.
//
// Invariants: where a key leads nowhere it does what it does elsewhere, and no word and no figure is changed by it; only
// blanks keep the column aligned in which a figure was typed. Where the figures are is what the server says of the
// text as it is: an answer for another text is not used.

import * as vscode from 'vscode';
import { createAsking } from '../form/asking';
import type { Server } from '../server';
import { DOCUMENTS } from '../server';
import * as walk from './walk';

/** What the server answers. */
interface Cells extends walk.Table {
  version: number;
}

/** What is known of a table of a text. */
interface Known {
  readonly uri: string;
  readonly version: number;
  /** The table at the cursor; none where it is in no table. */
  readonly table: walk.Table | undefined;
  /** The line for which that was asked. */
  readonly line: number;
}

/** Between a key and the question where the figures are then. */
const PAUSE = 30;

/** Whether the cursor is in a table: then the keys come here. Where one of them leads nowhere it does what it always
 * does; that is not told to the window beforehand, for a key may be faster than what it is told. */
const IN_TABLE = 'gouji.inTable';

/** What the keys do elsewhere. */
const ELSEWHERE = {
  next: ['tab'],
  previous: ['outdent'],
  below: ['type', { text: '\n' }],
} as const;

type Way = keyof typeof ELSEWHERE;

/** Lets the keys go from figure to figure as long as the extension runs. */
export function walkFigures(server: Server): vscode.Disposable {
  let known: Known | undefined;
  /** From where Enter goes on: the column in which the row was begun. */
  let run: { row: number; column: string | undefined } | undefined;
  /** The field that was reached last, and how wide it was. */
  let reached: { at: walk.At; width: number | undefined } | undefined;
  /** The blanks that are on their way into the text. */
  let padding: { at: walk.At; edit: walk.Edit } | undefined;
  let isTold = false;
  const asking = createAsking(ask, PAUSE);

  /** The editor whose cursor can be in a table. */
  function looked(): vscode.TextEditor | undefined {
    const editor = vscode.window.activeTextEditor;
    const isOne = editor?.selections.length === 1 && editor.selection.isSingleLine;
    return isOne && vscode.languages.match(DOCUMENTS, editor.document) > 0 ? editor : undefined;
  }

  /** What is known of the text as it is, at the cursor. */
  function fresh({ document, selection }: vscode.TextEditor): Known | undefined {
    const isOf = known?.uri === document.uri.toString() && known.version === document.version;
    if (!isOf || known === undefined) return undefined;
    const { line } = selection.active;
    const isCovered = known.table
      ? known.table.range.start.line <= line && line <= known.table.range.end.line
      : known.line === line;
    return isCovered ? known : undefined;
  }

  async function ask(): Promise<void> {
    const editor = looked();
    const client = server.client;
    if (editor === undefined || client === undefined || fresh(editor) !== undefined) return show();
    const { document, selection } = editor;
    const textDocument = client.code2ProtocolConverter.asTextDocumentIdentifier(document);
    const params = { textDocument, position: client.code2ProtocolConverter.asPosition(selection.active) };
    try {
      const cells = await client.sendRequest<Cells | null>('gouji/cells', params);
      const version = cells?.version ?? document.version;
      known = {
        uri: document.uri.toString(),
        version,
        table: cells ?? undefined,
        line: selection.active.line,
      };
    } catch {
      // The text changed meanwhile, or the server ended: either is heard of by another event.
    }
    show();
  }

  /** Says whether the keys come here. */
  function show(): void {
    const editor = looked();
    const isIn = editor !== undefined && fresh(editor)?.table !== undefined;
    if (isTold === isIn) return;
    isTold = isIn;
    void vscode.commands.executeCommand('setContext', IN_TABLE, isIn);
  }

  /** Where a key leads: to a figure, or, from the first or the last one, to the end of its line that is out of it. */
  function target(
    editor: vscode.TextEditor,
    table: walk.Table,
    way: Way,
  ): walk.At | vscode.Position | undefined {
    const { selection, document } = editor;
    const here = walk.figureAt(table, selection);
    if (way === 'below' && here === undefined) return undefined;
    const to =
      way === 'next'
        ? walk.next(table, selection)
        : way === 'previous'
          ? walk.previous(table, selection)
          : walk.below(table, here!, begunAt(table, here!));
    if (to !== undefined || here === undefined) return to;
    const { range } = document.lineAt(selection.active.line);
    const out = way === 'previous' ? range.start : range.end;
    return selection.isEmpty && selection.active.isEqual(out) ? undefined : out;
  }

  /** The column in which the row of a figure was begun. */
  const begunAt = (table: walk.Table, at: walk.At) =>
    run?.row === at.row ? run.column : walk.get(table, at).column;

  async function go(way: Way): Promise<void> {
    const editor = looked();
    if (editor === undefined) return;
    if (fresh(editor) === undefined) {
      const { selection } = editor;
      await ask();
      // Who has gone elsewhere meanwhile stays there.
      if (editor !== looked() || !editor.selection.isEqual(selection)) return;
    }
    const table = fresh(editor)?.table;
    const to = table && target(editor, table, way);
    if (table === undefined || to === undefined) {
      const [command, ...args] = ELSEWHERE[way];
      return void (await vscode.commands.executeCommand(command, ...args));
    }
    const from = walk.figureAt(table, editor.selection);
    const width = from && reached && isSame(from, reached.at) ? reached.width : undefined;
    if (to instanceof vscode.Position) {
      run = reached = undefined;
      select(editor, { start: to, end: to });
    } else {
      const { column, range } = walk.get(table, to);
      const begun = from && begunAt(table, from);
      run = { row: to.row, column: way === 'below' || from?.row === to.row ? (begun ?? column) : column };
      reached = { at: to, width: walk.fieldWidth(editor.document.lineAt(range.start.line).text, range) };
      select(editor, range);
    }
    // The places of a snippet are left by Enter; from now on Tab is this extension's.
    if (way === 'below') void vscode.commands.executeCommand('leaveSnippet');
    if (from !== undefined) await align(editor, table, from, width);
  }

  function select(editor: vscode.TextEditor, { start, end }: walk.Range): void {
    const selection = new vscode.Selection(start.line, start.character, end.line, end.character);
    editor.selection = selection;
    editor.revealRange(selection, vscode.TextEditorRevealType.Default);
  }

  /** Keeps the column aligned in which a figure was typed, as a part of that step of undoing. */
  async function align(
    editor: vscode.TextEditor,
    table: walk.Table,
    at: walk.At,
    width: number | undefined,
  ): Promise<void> {
    const { range } = walk.get(table, at);
    const edit = walk.aligned(editor.document.lineAt(range.start.line).text, range, width);
    if (edit === undefined) return;
    padding = { at, edit };
    const { start, end } = edit.range;
    const where = new vscode.Range(start.line, start.character, end.line, end.character);
    // It is refused where something was typed meanwhile.
    await editor.edit((text) => text.replace(where, edit.text), {
      undoStopBefore: false,
      undoStopAfter: false,
    });
    padding = undefined;
  }

  function changed({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (document !== vscode.window.activeTextEditor?.document) return;
    const [change] = contentChanges;
    const isNext = known?.uri === document.uri.toString() && known.version === document.version - 1;
    if (isNext && known?.table !== undefined && change !== undefined && contentChanges.length === 1) {
      const isPadding = padding !== undefined && isEdit(change, padding.edit);
      const table = isPadding
        ? walk.padded(known.table, padding!.at, change)
        : walk.typed(known.table, change);
      if (table !== undefined) known = { ...known, version: document.version, table };
    }
    asking.soon();
    show();
  }

  function moved({ textEditor, selections }: vscode.TextEditorSelectionChangeEvent): void {
    if (textEditor !== vscode.window.activeTextEditor) return;
    const table = fresh(textEditor)?.table;
    const here = table && selections[0] && walk.figureAt(table, selections[0]);
    if (here === undefined || reached === undefined || !isSame(here, reached.at)) run = reached = undefined;
    if (looked() !== undefined && fresh(textEditor) === undefined) asking.soon();
    show();
  }

  asking.now();
  return vscode.Disposable.from(
    asking,
    ...(Object.keys(ELSEWHERE) as Way[]).map((way) =>
      vscode.commands.registerCommand(`gouji.client.${way}Figure`, () => go(way)),
    ),
    server.onDidChangePhase(() => asking.now()),
    vscode.window.onDidChangeActiveTextEditor(() => asking.now()),
    vscode.window.onDidChangeTextEditorSelection(moved),
    vscode.workspace.onDidChangeTextDocument(changed),
  );
}

const isSame = (a: walk.At, b: walk.At) => a.row === b.row && a.index === b.index;

const isEdit = ({ range, text }: walk.Edit, other: walk.Edit) =>
  text === other.text && walk.isWithin(range, other.range) && walk.isWithin(other.range, range);
