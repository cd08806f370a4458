import * as assert from 'node:assert/strict';
import { asHtml, asText, isBlock } from '../../webview/clipboard';

describe('the clipboard', () => {
  it('has a block as text and as a table', () => {
    const block = [
      ['1', '', '3'],
      ['<4', '5&', '0'],
    ];
    assert.equal(asText(block), '1\t\t3\n<4\t5&\t0');
    assert.equal(
      asHtml(block),
      '<table><tr><td>1</td><td></td><td>3</td></tr><tr><td>&lt;4</td><td>5&amp;</td><td>0</td></tr></table>',
    );
  });

  it('tells a block from a figure, also where a program ends it with a line break', () => {
    for (const figure of ['12', '12\r\n', ' 1,234 ', '']) assert.equal(isBlock(figure), false);
    for (const block of ['1\t2', '1\n2', '1\r\n2\r\n', '\t']) assert.equal(isBlock(block), true);
  });
});
