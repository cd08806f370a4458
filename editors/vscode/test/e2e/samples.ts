// The files that the tests open: sample reports of invented places.

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { REPORTS } from '../host/paths';

const sample = (name: string) => fs.readFileSync(path.join(REPORTS, name), 'utf8');

export const DINGXIANG = '丁香镇2024年政府信息公开工作年度报告.txt';
export const LICHUAN = '梨川县自然资源局2024年政府信息公开工作年度报告.md';
export const BAIHUA = '白桦街道2024年政府信息公开工作年度报告.txt';
export const LUDANG = '芦荡乡2024年政府信息公开工作年度报告.txt';
export const CRLF = '各乡镇（回车换行）/青石镇2024年政府信息公开工作年度报告.txt';
export const GB18030 = '旧编码/白桦街道2023年政府信息公开工作年度报告.txt';
export const ALL_AT_ONCE = '一次修正/榆树镇2024年政府信息公开工作年度报告.txt';
/** A row is lost: where it stood the line is begun and no more. */
export const ROW_LOST = '补行/枫林镇 政府信息公开2024年年报.md';
export const LOST_AT =
  sample('markdown/clean.md')
    .split('\n')
    .findIndex((line) => line.startsWith('| 一、本年新收')) + 1;
export const PREVIEWED = '预览/桂花镇2024年政府信息公开工作年度报告.txt';
/** Three reports in one file. */
export const COMPILATION = '汇编/各乡镇2024年政府信息公开工作年度报告.txt';
export const REVIEWED = '核实/芦荡乡2023年政府信息公开工作年度报告.txt';
/** A report of which no figure is filled in, one with slips, and one with a cell a line. */
export const FORM_BLANK = '填报/石榴镇 政府信息公开2024年年报.md';
export const FORM_BROKEN = '填报/木槿镇2024年政府信息公开工作年度报告.txt';
export const FORM_CELLS = '填报/紫薇街道2024年政府信息公开工作年度报告.txt';
export const FORM_SESSION = '填报/银杏镇 政府信息公开2024年年报.md';
export const LISTED = '检查/海棠镇2024年政府信息公开工作年度报告.txt';
/** Reports that are filled in in the text: blank ones, with a cell between pipes and between tabs, and one a line. */
export const IN_TEXT = '文字/石榴镇 政府信息公开2024年年报.md';
export const WIDE = '文字/桂花镇 政府信息公开2024年年报.md';
export const FILLED = '文字/丁香镇 政府信息公开2024年年报.md';
/** A report without its fourth table. */
export const LACKING = '文字/海棠镇 政府信息公开2024年年报.md';
export const IN_TSV = '文字/木槿镇 政府信息公开2024年年报.txt';
export const IN_CELLS = '文字/紫薇街道2024年政府信息公开工作年度报告.txt';
export const TICKED = '人工核对/桂花镇2022年政府信息公开工作年度报告.txt';
/** The report of one of fifty towns. */
export const WHOLE = '全县/镇01 2024年政府信息公开工作年度报告.txt';
/** A sentence says 3 where its table has 2; the place of the 3. */
export const SAID = '正文/丁香镇 政府信息公开2024年年报.md';
const saidOtherwise = sample('markdown/clean.md').replace(
  /^（一）主动公开。[^]*?(?=^二、)/m,
  '（一）主动公开。制发行政规范性文件3件，废止1件。\n\n',
);
export const SAID_AT = {
  line: saidOtherwise.split('\n').findIndex((line) => line.includes('文件3件')) + 1,
  column: '（一）主动公开。制发行政规范性文件'.length + 1,
};
export const UNALIGNED = '未对齐 政府信息公开2024年年报.md';
export const NOTES = '会议记录.txt';

const blank = sample('markdown/clean.md').replace(/(?<=\| *)\d+(?= *\|)/g, (figure) =>
  ' '.repeat(figure.length),
);

/** The same text under names and in forms of which each test has its own. */
export const FILES: Record<string, string | Buffer> = {
  [DINGXIANG]: sample(`try/${DINGXIANG}`),
  [LICHUAN]: sample(`try/${LICHUAN}`),
  [BAIHUA]: sample(`try/${BAIHUA}`),
  [LUDANG]: sample(`try/${LUDANG}`),
  [CRLF]: sample(`try/${DINGXIANG}`).replace(/\r?\n/g, '\r\n'),
  [ALL_AT_ONCE]: sample(`try/${DINGXIANG}`),
  [ROW_LOST]: sample('markdown/clean.md').replace(/^\| 一、本年新收.*$/m, '| '),
  [PREVIEWED]: sample(`try/${DINGXIANG}`),
  [COMPILATION]: [DINGXIANG, LUDANG, BAIHUA].map((name) => sample(`try/${name}`)).join('\n'),
  [FORM_BLANK]: blank,
  [FORM_SESSION]: blank,
  [IN_TEXT]: blank,
  [LACKING]: blank.replace(/^\| 类别 [^]*?复议后起诉.*\n/m, ''),
  [FILLED]: sample('markdown/clean.md'),
  [WIDE]: blank,
  [IN_TSV]: sample('tsv/clean.txt'),
  [IN_CELLS]: sample('cells-bare/clean.txt'),
  [FORM_BROKEN]: sample(`try/${DINGXIANG}`),
  [FORM_CELLS]: sample(`try/${BAIHUA}`),
  [LISTED]: sample(`try/${DINGXIANG}`),
  [TICKED]: sample(`try/${DINGXIANG}`),
  [SAID]: saidOtherwise,
  [REVIEWED]: sample(`try/${LUDANG}`),
  [UNALIGNED]: sample('markdown/clean.md').replace(/ +\|/g, ' |'),
  [GB18030]: execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030'], { input: sample(`try/${BAIHUA}`) }),
  'README.md': '# 说明\n',
  '局2024年度政府信息公开报告.txt': sample(`try/${BAIHUA}`),
  ...Object.fromEntries(
    Array.from({ length: 50 }, (_, town) => [
      WHOLE.replace('01', String(town + 1).padStart(2, '0')),
      sample(`try/${BAIHUA}`),
    ]),
  ),
  ...Object.fromEntries(['表二', '表三', '表四'].map((table) => [`插表/${table}.gkbg`, ''])),
  [NOTES]: '会议记录\n\n一、总体情况良好。\n0\t0\t3\n',
};

/** A sample as text. */
export const textOf = (name: string): string => FILES[name]!.toString();
