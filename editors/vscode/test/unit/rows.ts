// In which order the reports of a folder are listed.

import * as assert from 'node:assert/strict';
import { ordered, turned, type Row } from '../../webview/folder/rows';

function row(file: string, errors: number, warnings: number, more: Partial<Row> = {}): Row {
  const all: Row['cells'] = [200, 200];
  const share = { cells: all, equations: all, figures: all };
  return { uri: file, file, agency: file, year: 2024, errors, warnings, ...share, fixable: false, ...more };
}

const names = (rows: Row[]) => rows.map(({ file }) => file).join(' ');

describe('the reports of a folder', () => {
  const rows = [row('镇10', 0, 0), row('镇2', 0, 1), row('镇1', 2, 0), row('镇3', 2, 5), row('镇9', 0, 0)];

  it('stand with the worst first, and those that are alike by name and number', () => {
    assert.equal(names(ordered(rows)), '镇3 镇1 镇2 镇9 镇10');
  });

  it('stand by the column that is wanted, and the other way at the second time', () => {
    const first = turned(undefined, 'warnings');
    assert.equal(names(ordered(rows, first)), '镇3 镇2 镇1 镇9 镇10');
    assert.equal(names(ordered(rows, turned(first, 'warnings'))), '镇1 镇9 镇10 镇2 镇3');
    assert.equal(names(ordered(rows, turned(first, 'file'))), '镇1 镇2 镇3 镇9 镇10');
  });

  it('stand by how much of them was read, the least first, and by year with the unknown last', () => {
    const some = [
      row('全', 0, 0),
      row('半', 0, 0, { cells: [100, 200], year: null }),
      row('无', 0, 0, { cells: [0, 0], year: 2023 }),
    ];
    assert.equal(names(ordered(some, turned(undefined, 'cells'))), '半 全 无');
    assert.equal(names(ordered(some, turned(undefined, 'year'))), '全 无 半');
  });
});
