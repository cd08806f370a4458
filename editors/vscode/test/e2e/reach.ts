// Whether everyone can use the form: what axe finds that keeps somebody from it.

import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import { frame } from './sheet';

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What is grave, each with the elements that it is about. */
export async function barriers(): Promise<string[]> {
  const body = await frame().locator('body').elementHandle();
  const own = await body!.ownerFrame();
  await own!.evaluate(AXE);
  const { violations } = await own!.evaluate<{ violations: Violation[] }>('axe.run(document)');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, any }) => `${html} ${any[0]?.message ?? ''}`).join('\n')}`,
    );
}

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string; any: { message: string }[] }[];
}
