// Measures, to be read by people: nothing fails where a machine is slow.

import * as fs from 'node:fs';
import { PACKAGE } from '../host/paths';
import { firstSquiggle } from './shared';

after('measures', () => {
  console.log(`    from the text in the window to the first squiggle: ${firstSquiggle} ms`);
  console.log(`    package: ${(fs.statSync(PACKAGE).size / 1e6).toFixed(1)} MB`);
});
