// Bundles the extension and its tests. `dist/extension.js` is shipped, and `dist/form.js` and `dist/folder.js`, which run in
// the windows of the form and of the folder's table.
import { build } from 'esbuild';

const common = {
  bundle: true,
  charset: 'utf8',
  platform: 'node',
  target: 'node18',
  logLevel: 'warning',
  sourcemap: process.argv.includes('--sourcemap'),
};

await build({
  ...common,
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  format: 'cjs',
  external: ['vscode'],
  minify: true,
});

await build({
  ...common,
  entryPoints: { form: 'webview/main.ts', folder: 'webview/folder/main.ts' },
  outdir: 'dist',
  platform: 'browser',
  target: 'chrome114',
  format: 'iife',
  minify: true,
});

// What runs inside the extension host of the workbench.
await build({
  ...common,
  entryPoints: ['test/inside/index.ts'],
  outfile: 'dist/inside/index.js',
  format: 'cjs',
  external: ['vscode', 'mocha'],
});

// What starts the workbench and looks at it from outside.
await build({
  ...common,
  entryPoints: {
    setup: 'test/setup.ts',
    try: 'test/try.ts',
    inside: 'test/inside/run.ts',
    e2e: 'test/e2e/index.ts',
    unit: 'test/unit/index.ts',
  },
  outdir: 'dist/test',
  outExtension: { '.js': '.mjs' },
  format: 'esm',
  packages: 'external',
});
