//! Reading a document and reading it again after an edit, by the size of the document.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use gouji::syntax::{parse, reparse, segments};
use gouji::text::Text;

const SIZES: [usize; 4] = [8 << 10, 100 << 10, 1 << 20, 10 << 20];

/// A report of about 7 KB; the place is invented.
fn report() -> String {
    let prose = "本镇认真落实条例各项要求，持续扩大公开范围，规范公开流程，主动回应社会关切，全年未发生泄密情况。\n\n";
    let rows = |label: &str, count: usize| format!("{label}\t0\t1\t0\t0\t0\t12\t13\n").repeat(count);
    format!(
        "云水县石桥镇人民政府2024年政府信息公开工作年度报告\n\n一、总体情况\n\n（一）主动公开情况\n\n{0}（二）依申请公开情况\n\n{0}\
         二、主动公开政府信息情况\n\n| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n|---|---|---|---|\n\
         | 规章 | 0 | 0 | 0 |\n| 行政规范性文件 | 4 | 0 | 32 |\n\n\
         三、收到和处理政府信息公开申请情况\n\n{1}\n四、政府信息公开行政复议、行政诉讼情况\n\n{2}\n\
         五、存在的主要问题及改进情况\n\n{0}六、其他需要报告的事项\n\n无。\n\n",
        prose.repeat(9),
        rows("（三）不予公开1.属于国家秘密", 25),
        rows("行政复议", 3),
    )
}

/// A document of at least that size, which ends with a whole report.
fn document(size: usize) -> Text {
    let report = report();
    Text::from(report.repeat(size.div_ceil(report.len())).as_str())
}

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES)]
fn whole(bencher: Bencher, size: usize) {
    let text = document(size);
    bencher.counter(BytesCount::new(text.len())).bench(|| parse(black_box(&text)));
}

/// Reads a document again after something in its middle was replaced.
fn again(bencher: Bencher, size: usize, old: &str, new: &str) {
    let mut text = document(size);
    let tree = parse(&text);
    let middle = report().len() * (text.len() / report().len() / 2);
    let start = middle + report().find(old).expect("the report holds it");
    let edit = text.replace(start..start + old.len(), new);
    bencher.counter(BytesCount::new(text.len())).bench(|| reparse(black_box(&tree), &[edit], &text));
}

#[divan::bench(args = SIZES)]
fn after_a_digit(bencher: Bencher, size: usize) {
    again(bencher, size, "\t12\t", "\t42\t");
}

#[divan::bench(args = SIZES)]
fn after_a_new_heading(bencher: Bencher, size: usize) {
    again(bencher, size, "（二）依申请公开情况", "二、主动公开政府信息情况\n（二）依申请公开情况");
}

#[divan::bench(args = SIZES)]
fn list_the_units(bencher: Bencher, size: usize) {
    let tree = parse(&document(size));
    bencher.bench(|| segments(black_box(&tree)));
}
