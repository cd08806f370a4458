import * as assert from 'node:assert/strict';
import { createAsking } from '../../src/form/asking';

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('asking for a page', () => {
  it('has one question under way, and after it one for all that happened meanwhile', async () => {
    const answers: (() => void)[] = [];
    const asking = createAsking(() => new Promise((resolve) => answers.push(resolve)), 1);
    for (let keys = 0; keys < 60; keys += 1) asking.now();
    assert.equal(answers.length, 1);
    answers[0]!();
    await turn();
    assert.equal(answers.length, 2);
    answers[1]!();
    await turn();
    assert.equal(answers.length, 2);
    asking.soon();
    asking.soon();
    await turn();
    assert.equal(answers.length, 3);
    asking.dispose();
  });
});
