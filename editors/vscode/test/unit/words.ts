import * as assert from 'node:assert/strict';
import { filled, withoutName } from '../../webview/words';

describe('words', () => {
  it('have something filled in', () => {
    assert.equal(filled('{0}（共 {1} 种改法）', '由 2 改为 1', 3), '由 2 改为 1（共 3 种改法）');
  });

  it('do not repeat the name of the cell beside which they stand', () => {
    const name = '四、结转下年度继续办理 × 自然人';
    assert.equal(withoutName(`“${name}”由 2 改为 1`, name), '由 2 改为 1');
    assert.equal(withoutName('“四、结转下年度继续办理”行“自然人”栏由 2 改为 1', name), '由 2 改为 1');
    assert.equal(withoutName('“（七）总计 × 自然人”由 9 改为 10', name), '“（七）总计 × 自然人”由 9 改为 10');
  });
});
