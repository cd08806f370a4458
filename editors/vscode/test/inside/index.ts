// Runs the tests of this folder in the extension host. VS Code calls `run`.

import Mocha from 'mocha';

export function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, color: false, reporter: 'spec' });
  mocha.suite.emit('pre-require', globalThis, 'inside', mocha);
  // Loaded only now, for the files need `describe`.
  require('./extension');
  require('./lookup');
  require('./report');
  require('./recognise');
  return new Promise((resolve, reject) => {
    mocha.run((failures) => (failures === 0 ? resolve() : reject(new Error(`${failures} failed`))));
  });
}
