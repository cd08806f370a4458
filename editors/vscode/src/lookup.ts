// Which program the setting `gouji.server.path` means.
//
// Invariant: what is opened never says what is run. Only a whole path, which a user writes, leads into a folder that is
// open; a name is looked for where the system keeps programs, never in the folder in which something happens to run,
// and never below a folder that is open.

import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';

/** Where names are looked for. */
export interface Surroundings {
  /** The variable `PATH`. */
  path: string | undefined;
  /** The folders that are open. */
  folders: readonly string[];
  platform: NodeJS.Platform;
}

/** The program that `set` means: a whole path, one in the home folder (`~`), or a name; none where there is none. */
export async function lookUp(set: string, around: Surroundings): Promise<string | undefined> {
  const file = /^~(?=$|[/\\])/.test(set) ? path.join(os.homedir(), set.slice(1)) : set;
  if (path.isAbsolute(file)) return (await runnable(file, around.platform)) ? file : undefined;
  if (path.basename(file) !== file || file === '..' || file === '.') return undefined;
  const windows = around.platform === 'win32';
  // Without a shell, Windows runs nothing but what ends like this.
  const name = windows && path.extname(file) === '' ? `${file}.exe` : file;
  for (const folder of (around.path ?? '').split(windows ? ';' : ':')) {
    // An empty entry and a relative one mean the folder in which something happens to run.
    if (!path.isAbsolute(folder)) continue;
    const found = path.join(folder, name);
    if (!(await runnable(found, around.platform))) continue;
    if (!(await isBelow(found, around.folders))) return found;
  }
  return undefined;
}

/** Whether a file is there that can be run. */
export async function runnable(file: string, platform: NodeJS.Platform): Promise<boolean> {
  try {
    await access(file, platform === 'win32' ? constants.F_OK : constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** Whether a file, or what a link of that name leads to, lies below one of the folders. */
async function isBelow(file: string, folders: readonly string[]): Promise<boolean> {
  const real = (name: string) => realpath(name).catch(() => path.resolve(name));
  const files = [path.resolve(file), await real(file)];
  for (const folder of folders) {
    for (const above of [path.resolve(folder), await real(folder)]) {
      const below = (name: string) => {
        const way = path.relative(above, name);
        return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
      };
      if (files.some(below)) return true;
    }
  }
  return false;
}
