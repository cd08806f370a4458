// The program `gouji`: where it is, and what it says when it is run in the terminal's way.

import { execFile } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { lookUp, runnable } from './lookup';
import { serverPath } from './settings';

/** A failure in words for the user. */
export class Failure extends Error {}

const NAME = process.platform === 'win32' ? 'gouji.exe' : 'gouji';

/** The program to run: the one that is set, otherwise the one in the package. */
export async function locate(context: vscode.ExtensionContext): Promise<string> {
  const { platform } = process;
  const set = serverPath();
  if (set !== undefined) {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const around = {
      path: process.env['PATH'],
      folders: folders.map(({ uri }) => uri.fsPath),
      platform,
    };
    const found = await lookUp(set, around);
    if (found !== undefined) return found;
    throw new Failure(
      vscode.l10n.t(
        'There is no program at {0}, which the setting gouji.server.path names: a whole path, or a name that is found in PATH outside of the opened folder.',
        set,
      ),
    );
  }
  const own = context.asAbsolutePath(path.join('server', NAME));
  if (await runnable(own, platform)) return own;
  // Unpacking may have lost the mark that lets a file run.
  await chmod(own, 0o755).catch(() => undefined);
  if (await runnable(own, platform)) return own;
  throw new Failure(
    vscode.l10n.t(
      'This package has no program for {0}. Install gouji and name it in the setting gouji.server.path.',
      `${platform}-${process.arch}`,
    ),
  );
}

/** What the program prints, and what it remarks on beside it. */
export interface Printed {
  output: string;
  remark: string;
}

/** Runs the program; `input` is its standard input. Throws a `Failure` with what it complains of. */
export async function run(context: vscode.ExtensionContext, args: string[], input = ''): Promise<Printed> {
  const program = await locate(context);
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      args,
      // As the server is, it is started in a folder that is nobody's but the program's.
      { cwd: path.dirname(program), encoding: 'utf8', maxBuffer: 256 << 20, windowsHide: true },
      (error, output, complaint) => {
        if (error === null) resolve({ output, remark: complaint.trim() });
        else reject(new Failure(complaint.trim() || error.message));
      },
    );
    // A program that ends before it has read everything has said why.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
