// What programs put on the clipboard when cells are copied, as they put it there.

import * as assert from 'node:assert/strict';
import { blockOf } from '../../src/figures/block';
import { asHtml } from '../../webview/clipboard';
import { excel, page, wps } from '../clipboards';

const BLOCK = [
  ['三、本年度办理结果', '（一）予以公开', '3', '1,204', ''],
  ['', '（二）部分公开（区分处理的，只计这一情形，不计其他情形）', '0', '1', '1'],
];
const TEXT =
  '三、本年度办理结果\t（一）予以公开\t3\t1,204\t\n\t（二）部分公开（区分处理的，只计这一情形，不计其他情形）\t0\t1\t1';

describe('a block on the clipboard', () => {
  for (const [program, copied] of Object.entries({ excel, wps, page })) {
    it(`of ${program} is read by its table`, () => {
      assert.equal(blockOf('', copied(BLOCK).html), TEXT);
      assert.equal(blockOf('else', copied(BLOCK).html), TEXT);
    });
  }

  it('of this form is read', () => {
    assert.equal(blockOf('', asHtml(BLOCK)), TEXT);
  });

  it('is the text where there is no table, or but one cell', () => {
    assert.equal(blockOf('1 2\n3 4', ''), '1 2\n3 4');
    assert.equal(blockOf('1 2\n3 4', '<p>1 2</p><p>3 4</p>'), '1 2\n3 4');
    assert.equal(blockOf('12', '<table><tr><td>12</td></tr></table>'), '12');
    assert.equal(blockOf('12', '<table'), '12');
  });

  it('has cells that cover others as one, with blanks beside and below', () => {
    const html =
      '<table><tr><td rowspan=2>甲</td><td colspan="2">乙</td></tr><tr><td>1</td><td>2</td></tr></table>';
    assert.equal(blockOf('', html), '甲\t乙\t\n\t1\t2');
  });

  it('has no rows and cells that are not shown, and of tables within tables the inner ones', () => {
    const html =
      '<table><tr><td><table><tr style="height:0;display:none"><td>x</td></tr><tr><td>1</td><td style="display: none">9</td><td>2</td></tr></table></td></tr></table>';
    assert.equal(blockOf('', html), '1\t2');
  });
});
