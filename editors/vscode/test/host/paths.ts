// Where things are. Everything that is downloaded or made lies in folders of the project that git ignores.

import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The extension; this file runs from `dist/test`. */
export const EXTENSION = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const PROJECT = path.resolve(EXTENSION, '../..');
export const CACHE = path.join(PROJECT, '.cache');
export const WORKBENCH = path.join(CACHE, 'workbench');
/** What VS Code itself says, in Chinese. */
export const WORDS = path.join(CACHE, 'words');
/** The server and the workbench of VS Code, which code-server brings. */
export const VSCODE = path.join(WORKBENCH, 'node_modules/code-server/lib/vscode');
/** The package that is tested. */
export const PACKAGE = path.join(CACHE, 'gouji.vsix');
export const PICTURES = path.join(CACHE, 'pictures');
/** Sample reports of invented places. */
export const REPORTS = path.join(PROJECT, 'tests/reports');
