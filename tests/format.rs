//! What a report must be: the built-in formats, mistakes in a format file, and templates.

use expect_test::{Expect, expect};
use gouji::config::format_message;
use gouji::format::{
    CellIndex, ColumnIndex, Format, Formats, RowIndex, Table, TableIndex, canonical_label, full_name, parse,
    template,
};
use gouji::rules::Lang;
use unicode_width::UnicodeWidthStr;

const FILE_2021: &str = include_str!("../src/core/format/annual-2021.toml");
const FILE_2019: &str = include_str!("../src/core/format/annual-2019.toml");

fn format(id: &str) -> &'static Format {
    Formats::built_in().get(id).expect("a built-in format")
}

fn table(format: &'static Format, id: &str) -> &'static Table {
    &format.tables[format.table(id).expect("a table of the format")]
}

/// The figures of the rows that every report has.
fn figures(table: &Table) -> usize {
    table.rows.iter().filter(|row| row.stands_for.is_empty()).map(|row| row.columns.len()).sum()
}

/// How many equations of a rule a table has; those of rows that stand for others are not counted.
fn equations(table: &Table, rule: &str) -> usize {
    let ordinary = |cell: CellIndex| table.rows[cell.row].stands_for.is_empty();
    table.equations.iter().filter(|equation| equation.rule == rule && ordinary(equation.at)).count()
}

#[test]
fn every_report_year_has_its_format() {
    let formats = Formats::built_in();
    assert_eq!(
        formats.all().iter().map(|format| &*format.id).collect::<Vec<_>>(),
        ["annual-2021", "annual-2019"]
    );
    for (year, id) in
        [(2018, "annual-2021"), (2019, "annual-2019"), (2020, "annual-2019"), (2021, "annual-2021")]
    {
        assert_eq!(formats.for_year(year).id, id, "{year}");
    }
    assert_eq!(formats.for_year(2030).id, "annual-2021");
}

#[test]
fn the_2021_format_has_200_figures_and_42_equations() {
    let format = format("annual-2021");
    let [disclosure, applications, disputes] =
        ["disclosure", "applications", "disputes"].map(|id| table(format, id));
    assert_eq!([disclosure, applications, disputes].map(figures), [10, 175, 15]);

    assert_eq!(disclosure.equations.len(), 0);
    assert_eq!(equations(applications, "totals/row-total"), 25);
    assert_eq!(equations(applications, "totals/handled-total"), 7);
    assert_eq!(equations(applications, "totals/balance"), 7);
    assert_eq!(applications.equations.len(), 40, "39, and one for the row of the older layout");
    assert_eq!(equations(disputes, "totals/group-total"), 3);
    assert_eq!(disputes.equations.len(), 3);
}

#[test]
fn the_2019_format_has_23_rows_of_applications() {
    let applications = table(format("annual-2019"), "applications");
    assert_eq!(applications.rows.len(), 23);
    assert_eq!(figures(applications), 161);
    assert_eq!(applications.equations.len(), 23 + 7 + 7);
    assert_eq!(figures(table(format("annual-2019"), "disclosure")), 3 * 2 + 3 * 2 + 3 * 2 + 2 + 2);
    assert_eq!(figures(table(format("annual-2019"), "disputes")), 15);
}

/// The ids are promises to scripts.
#[test]
fn every_id_is_there() {
    const SECTIONS: [&str; 6] =
        ["overview", "disclosure", "applications", "disputes", "problems", "other_matters"];
    const APPLICANTS: &str = "natural_person commercial research public_welfare legal_service other total";
    const APPLICATIONS: &str = "received carried_in granted partly_granted denied.state_secret \
        denied.prohibited_by_law denied.security_and_stability denied.third_party_rights \
        denied.internal_affairs denied.process_information denied.enforcement_files \
        denied.administrative_inquiry unavailable.not_held unavailable.needs_creation \
        unavailable.still_unclear not_processed.petition not_processed.repeated not_processed.publication \
        not_processed.excessive not_processed.confirmation";
    const SINGLE: &str = "other handled_total carried_out";
    const SPLIT: &str = "other.not_corrected_in_time other.fee_not_paid other.other";
    const RESULTS: &str = "upheld corrected other pending total";
    const DISPUTES: &str = "reconsideration litigation_direct litigation_after_reconsideration";

    let check = |id: &str, table_id: &str, columns: &str, rows: &str| {
        let table = table(format(id), table_id);
        let found = |ids: Vec<&String>| ids.into_iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        assert_eq!(
            found(table.columns.iter().map(|column| &column.id).collect()),
            columns,
            "{id} {table_id}"
        );
        assert_eq!(found(table.rows.iter().map(|row| &row.id).collect()), rows, "{id} {table_id}");
    };
    for id in ["annual-2021", "annual-2019"] {
        let sections = format(id).sections.iter().map(|section| &*section.id).collect::<Vec<_>>();
        assert_eq!(sections, SECTIONS);
        check(id, "disputes", RESULTS, DISPUTES);
    }
    check("annual-2021", "applications", APPLICANTS, &format!("{APPLICATIONS} {SPLIT} {SINGLE}"));
    check("annual-2019", "applications", APPLICANTS, &format!("{APPLICATIONS} {SINGLE}"));
    check(
        "annual-2021",
        "disclosure",
        "issued repealed in_force decisions amount",
        "rules normative_documents permits penalties coercion fees",
    );
    check(
        "annual-2019",
        "disclosure",
        "made published public_total previous change decisions projects amount",
        "rules normative_documents permits other_services penalties coercion fees procurement",
    );
}

#[test]
fn everything_explains_itself() {
    for format in Formats::built_in().all() {
        for section in &format.sections {
            assert!(!section.about.is_empty(), "{} {}", format.id, section.id);
        }
        for row in format.tables.iter().flat_map(|table| &table.rows) {
            assert!(row.about.ends_with('。'), "{} {}", format.id, row.id);
        }
    }
}

/// A sign is a column or row of its own format and of no other.
#[test]
fn signs_tell_the_formats_apart() {
    let (newer, older) = (FILE_2021, FILE_2019);
    for (format, own, other) in [("annual-2021", newer, older), ("annual-2019", older, newer)] {
        for sign in &self::format(format).signs {
            assert!(own.contains(&format!("label = \"{sign}\"")), "{sign}");
            assert!(!other.contains(sign.as_str()), "{sign}");
        }
    }
}

#[test]
fn a_row_of_the_older_layout_stands_for_three() {
    let table = table(format("annual-2021"), "applications");
    let other = table.row("other").expect("the row");
    let three = ["not_corrected_in_time", "fee_not_paid", "other"]
        .map(|id| table.row(&format!("other.{id}")).expect("the rows it stands for"));
    assert_eq!(table.rows[other].stands_for, three);

    let rules = table.equations.iter().map(|equation| &*equation.rule).collect::<Vec<_>>();
    assert!(rules[..26].iter().all(|rule| *rule == "totals/row-total"));
    assert!(table.equations[..26].iter().map(|equation| equation.at.row).eq(table.rows.indices().take(26)));
    let handled = &table.equations[26];
    assert_eq!((&*handled.rule, handled.left.len()), ("totals/handled-total", 21 + 1));
    assert!(
        three
            .iter()
            .chain([&other])
            .all(|&row| handled.left.contains(&CellIndex { row, column: ColumnIndex::FIRST }))
    );
}

#[test]
fn the_balance_is_first_plus_second_equals_third_plus_fourth() {
    for id in ["annual-2021", "annual-2019"] {
        let table = table(format(id), "applications");
        let balances = table.equations.iter().filter(|equation| equation.rule == "totals/balance");
        for (column, balance) in balances.enumerate() {
            let name = |cell: &CellIndex| {
                assert_eq!(cell.column.get(), column);
                &*table.rows[cell.row].id
            };
            assert_eq!(balance.left.iter().map(name).collect::<Vec<_>>(), ["received", "carried_in"]);
            assert_eq!(balance.right.iter().map(name).collect::<Vec<_>>(), ["handled_total", "carried_out"]);
            assert_eq!(name(&balance.at), "carried_out");
        }
    }
}

#[test]
fn rows_are_called_by_their_groups() {
    let names = |table: &Table, ids: &[&str]| {
        let rows = ids.iter().map(|id| table.row(id).expect("a row"));
        rows.map(|row| format!("{}\n  {}\n", canonical_label(table, row), full_name(table, row)))
            .collect::<String>()
    };
    let rows = [
        "carried_in",
        "granted",
        "denied.state_secret",
        "denied.prohibited_by_law",
        "other",
        "handled_total",
    ];
    expect![[r#"
        二、上年结转政府信息公开申请数量
          二、上年结转政府信息公开申请数量
        三、本年度办理结果（一）予以公开
          三、本年度办理结果 › （一）予以公开
        （三）不予公开1.属于国家秘密
          三、本年度办理结果 › （三）不予公开 › 1.属于国家秘密
        2.其他法律行政法规禁止公开
          三、本年度办理结果 › （三）不予公开 › 2.其他法律行政法规禁止公开
        （六）其他处理
          三、本年度办理结果 › （六）其他处理
        （七）总计
          三、本年度办理结果 › （七）总计
    "#]]
    .assert_eq(&names(table(format("annual-2021"), "applications"), &rows));
    expect![[r#"
        行政复议
          行政复议
        未经复议直接起诉
          行政诉讼 › 未经复议直接起诉
    "#]]
    .assert_eq(&names(table(format("annual-2021"), "disputes"), &["reconsideration", "litigation_direct"]));
}

// Mistakes.

/// A small format without a mistake.
const SMALL: &str = r#"id = "small"
name = "小格式"
notice = "某通知"
first_year = 2021
last_year = 2022
title = "年度报告"
opening = "{agency}{year}"
signs = ["某词"]

[[section]]
id = "figures"
number = "一"
title = "数字"

[[table]]
id = "trees"
name = "表一"
section = "figures"
layout = "rows"
head = "项目"
columns = [
  { id = "north", label = "北" },
  { id = "south", label = "南" },
  { id = "total", label = "总计" },
]

[[table.block]]
label = "第一项"
columns = ["north", "south", "total"]

[[table.block]]
label = "第二项"
columns = ["total"]

[[table.row]]
id = "kind.pine"
label = "松"
groups = ["树"]
block = "第一项"

[[table.row]]
id = "kind.fir"
label = "杉"
groups = ["树"]
block = "第一项"

[[table.row]]
id = "kind"
label = "树"
block = "第一项"
stands_for = ["kind.pine", "kind.fir"]

[[table.row]]
id = "sum"
label = "合计"
block = "第一项"

[[table.row]]
id = "stones"
label = "石"
block = "第二项"

[[table.equation]]
rule = "totals/row-total"
each = "row"
left = ["north", "south"]
right = ["total"]
at = "total"

[[table.equation]]
rule = "totals/sum"
each = "column"
left = ["kind.*", "kind"]
right = ["sum"]
at = "sum"
"#;

/// Writes `drawn` in the place of the line or lines `right` of the small format, and expects the mistake that a
/// comment `#! …` behind one of the lines names.
fn mistake(right: &str, drawn: &str) {
    assert_eq!(SMALL.matches(right).count(), 1, "the line to replace must be clear: {right}");
    let file = SMALL.replace(right, drawn);
    let expected = file.lines().enumerate().find_map(|(index, line)| {
        let (_, message) = line.split_once("#! ")?;
        Some(format!("line {}: {message}", index + 1))
    });
    let error = parse(&file).expect_err(drawn);
    let said = format!("line {}: {}", error.line, format_message(&error, Lang::En));
    assert_eq!(said, expected.expect("a line with a mark"), "\n{drawn}");
}

#[test]
fn a_small_format_is_read() {
    let format = parse(SMALL).expect("no mistake");
    assert!(format.covers(2021) && format.covers(2022) && !format.covers(2023));
    let table = &format.tables[TableIndex::FIRST];
    assert_eq!(table.rows[RowIndex::from(4)].columns, [ColumnIndex::from(2)]);
    // The stones have only a total: no equation holds for them.
    assert_eq!(table.equations.len(), 4 + 3);
}

#[test]
fn line_ends_do_not_move_the_line_of_a_mistake() {
    let file = SMALL.replace("section = \"figures\"", "section = \"trees\"").replace('\n', "\r\n");
    assert_eq!(parse(&file).expect_err("a mistake").line, 18);
}

#[test]
fn what_is_not_toml_is_a_mistake() {
    mistake(
        "signs = [\"某词\"]",
        "signs = [\"某词\" \"\"] #! this is not TOML (missing comma between array elements, expected `,`)",
    );
    mistake("title = \"数字\"", "title = \"数字\"\ntitle = \"数\" #! this key stands twice");
    mistake("first_year = 2021", "first_year = \"二\" #! a whole number without quotes should stand here");
}

#[test]
fn a_key_too_many_or_too_few_is_a_mistake() {
    mistake(
        "title = \"数字\"",
        "title = \"数字\"\nlest_prose = 1 #! no such key: lest_prose. Did you mean least_prose?",
    );
    mistake("[[section]]\nid = \"figures\"", "[[section]] #! id is missing");
    mistake("layout = \"rows\"", "layout = \"row\" #! row cannot stand here; there are rows, one-line");
}

#[test]
fn a_malformed_id_is_a_mistake() {
    mistake("id = \"small\"", "id = \"Small\" #! `Small` is no id: lower-case words such as `annual-2021`");
    mistake("id = \"small\"", "id = \"small-\" #! `small-` is no id: lower-case words such as `annual-2021`");
    mistake("id = \"sum\"", "id = \"总\" #! `总` is no id: lower-case words such as `denied.state_secret`");
    mistake(
        "id = \"sum\"",
        "id = \"kind..sum\" #! `kind..sum` is no id: lower-case words such as `denied.state_secret`",
    );
    mistake(
        "  { id = \"south\", label = \"南\" },",
        "  { id = \"\", label = \"南\" }, #! `` is no id: lower-case words such as `denied.state_secret`",
    );
}

#[test]
fn what_stands_twice_is_a_mistake_in_the_second_place() {
    mistake("id = \"sum\"", "id = \"kind\" #! row `kind` stands twice");
    mistake(
        "  { id = \"south\", label = \"南\" },",
        "  { id = \"north\", label = \"南\" }, #! column `north` stands twice",
    );
    mistake("label = \"第二项\"", "label = \"第一项\" #! block `第一项` stands twice");
    mistake(
        "[[table]]",
        "[[section]]\nid = \"figures\" #! section `figures` stands twice\nnumber = \"二\"\ntitle = \"数\"\n\n[[table]]",
    );
    mistake(
        "[[table]]",
        "[[section]]\nid = \"more\"\nnumber = \"一\" #! number of a section `一` stands twice\ntitle = \"数\"\n\n[[table]]",
    );
}

#[test]
fn two_rows_of_one_name_are_a_mistake() {
    mistake("label = \"杉\"", "label = \"松 。\" #! another row is called `松 。` too");
    mistake(
        "label = \"杉\"",
        "label = \"杉\"\naliases = [\"杉木\", \"松\"] #! another row is called `松` too",
    );
    mistake(
        "  { id = \"south\", label = \"南\" },",
        "  { id = \"south\", label = \"北\" }, #! another column is called `北` too",
    );
}

#[test]
fn an_empty_text_is_a_mistake() {
    mistake("name = \"小格式\"", "name = \"\" #! `name` is empty: ``");
    mistake("label = \"杉\"", "label = \"—\" #! `label` is empty: `—`");
    mistake("signs = [\"某词\"]", "signs = [\"某词\",\n  \" \", #! `signs` is empty: ` `\n]");
    mistake("label = \"杉\"", "label = \"杉|木\" #! `label` holds a pipe or a line end: `杉|木`");
    mistake("columns = [\"total\"]", "columns = [] #! `columns` is empty");
    mistake("right = [\"sum\"]", "right = [] #! `right` is empty");
}

#[test]
fn a_name_of_nothing_is_a_mistake() {
    mistake("section = \"figures\"", "section = \"figure\" #! there is no section `figure`");
    mistake("columns = [\"total\"]", "columns = [\"sum\"] #! there is no column `sum`");
    mistake(
        "label = \"合计\"\nblock = \"第一项\"",
        "label = \"合计\"\nblock = \"第三项\" #! there is no block `第三项`",
    );
    mistake(
        "stands_for = [\"kind.pine\", \"kind.fir\"]",
        "stands_for = [\"kind.pine\", \"sum\"] #! no row above has the id `sum`",
    );
    mistake("left = [\"north\", \"south\"]", "left = [\"north\", \"kind\"] #! there is no column `kind`");
    mistake(
        "left = [\"kind.*\", \"kind\"]",
        "left = [\n\"kind\",\n\"tree.*\", #! `tree.*` matches no row\n]",
    );
    mistake("left = [\"kind.*\", \"kind\"]", "left = [\"*\"] #! there is no row `*`");
}

#[test]
fn a_row_out_of_place_is_a_mistake() {
    mistake(
        "id = \"sum\"\nlabel = \"合计\"\nblock = \"第一项\"",
        "id = \"sum\" #! row `sum` is in no `block`\nlabel = \"合计\"",
    );
    mistake(
        "id = \"stones\"\nlabel = \"石\"\nblock = \"第二项\"",
        "id = \"stones\"\nlabel = \"石\"\nblock = \"第二项\"\nstands_for = [\"sum\"] #! row `sum` is in another block",
    );
    mistake(
        "id = \"sum\"\nlabel = \"合计\"\nblock = \"第一项\"",
        "id = \"sum\"\nlabel = \"合计\"\nblock = \"第一项\"\nstands_for = [\"kind\"] #! row `kind` itself stands for others",
    );
    mistake(
        "columns = [\"total\"]",
        "columns = [\"total\"]\n\n[[table.block]]\nlabel = \"第四项\" #! no row is in block `第四项`\ncolumns = [\"total\"]",
    );
}

#[test]
fn an_equation_that_cannot_hold_is_a_mistake() {
    mistake(
        "rule = \"totals/sum\"",
        "rule = \"sum\" #! `sum` is no rule: `category/name` such as `totals/balance`",
    );
    mistake("at = \"sum\"", "at = \"stones\" #! `at` is `stones`, which is no term of the equation");
    mistake(
        "left = [\"kind.*\", \"kind\"]",
        "left = [\"kind.*\", \"kind\",\n  \"kind.fir\", #! row `kind.fir` stands twice in the equation\n]",
    );
    mistake("right = [\"sum\"]", "right = [\"sum\", \"kind\"] #! row `kind` stands twice in the equation");
    mistake(
        "left = [\"kind.*\", \"kind\"]",
        "left = [\"kind.*\"] #! row `kind` and those it stands for, `kind.pine`, `kind.fir`, belong together",
    );
    mistake(
        "left = [\"kind.*\", \"kind\"]",
        "left = [\"kind\", \"kind.fir\"] #! row `kind` and those it stands for, `kind.pine`, `kind.fir`, belong together",
    );
    mistake(
        "[[table.equation]]\nrule = \"totals/sum\"",
        "[[table.row]]\nid = \"sand\"\nlabel = \"沙\"\nblock = \"第三项\"\n\n[[table.block]]\nlabel = \"第三项\"\n\
         columns = [\"north\"]\n\n[[table.equation]]\nrule = \"totals/no\"\neach = \"column\"\n\
         left = [\"sand\"] #! no column is in all these rows\nright = [\"stones\"]\nat = \"sand\"\n\n\
         [[table.equation]]\nrule = \"totals/sum\"",
    );
}

/// The mistake in a sentence of the small format that says this.
fn mistake_in_sentence(text: &str, said: &str) {
    let sentence = format!("[[sentence]]\ntable = \"trees\"\ntext = \"{text}\" #! {said}\n\n[[table]]");
    mistake("[[table]]", &sentence);
}

#[test]
fn a_sentence_of_what_is_not_there_is_a_mistake() {
    let hint = "makes no sense: a figure is {received/total}, a part that is left out where it is 0 [part] or [one|another]";
    mistake_in_sentence("石{stone/total}件", "there is no row `stone`");
    mistake_in_sentence("石{stones/totals}件", "there is no column `totals`");
    mistake_in_sentence("树{kind.*+stone/total}件", "there is no row `stone`");
    mistake_in_sentence("树{tree.*/total}件", "`tree.*` matches no row");
    mistake_in_sentence("北石{stones/north}件", "row `stones` has no column `north`");
    mistake_in_sentence("石{stones}件", &format!("`{{stones}}` {hint}"));
    mistake_in_sentence("石{stones/total件", &format!("`{{stones/total件` {hint}"));
    mistake_in_sentence("石[{stones/total}件", &format!("`[{{stones/total}}件` {hint}"));
    mistake_in_sentence("石]件", &format!("`]件` {hint}"));
    mistake_in_sentence("石|件", &format!("`|件` {hint}"));
    let deep = format!("`{} {hint}", "[".repeat(24) + "`");
    mistake_in_sentence(&"[".repeat(100_000), &deep);
    mistake_in_sentence("", "`text` is empty: ``");
    let of_no_table =
        "[[sentence]]\ntable = \"figures\" #! there is no table `figures`\ntext = \"石\"\n\n[[table]]";
    mistake("[[table]]", of_no_table);
}

#[test]
fn years_and_blanks_that_make_no_sense_are_mistakes() {
    mistake("last_year = 2022", "last_year = 2020 #! `last_year` 2020 is before `first_year` 2021");
    mistake(
        "opening = \"{agency}{year}\"",
        "opening = \"{agency}{yaer}\" #! `opening` may hold {agency}, {year} and {notice}, no other braces",
    );
}

/// What is said in Chinese of the small format with `drawn` in the place of `right`.
fn in_chinese(right: &str, drawn: &str) -> String {
    assert_eq!(SMALL.matches(right).count(), 1, "the line to replace must be clear: {right}");
    let error = parse(&SMALL.replace(right, drawn)).expect_err(drawn);
    format!("{}: {}\n", error.line, format_message(&error, Lang::Zh))
}

#[test]
fn mistakes_are_told_in_chinese() {
    let said = [
        ("title = \"数字\"", "title ＝ \"数字\""),
        ("title = \"数字\"", "title = 数字"),
        ("title = \"数字\"", "标题 = \"数字\""),
        ("title = \"数字\"", "title = \"数字\"\ntitle = \"数\""),
        ("title = \"数字\"", "title = \"数字"),
        ("title = \"数字\"", "title = \"数字\"\nlest_prose = 1"),
        ("title = \"数字\"", "title = \"数字\"\nheading = 1"),
        ("title = \"数字\"", "title = 5"),
        ("[[section]]\nid = \"figures\"", "[[section]]"),
        ("first_year = 2021", "first_year = \"二\""),
        ("first_year = 2021", "first_year = -1"),
        ("title = \"数字\"", "title = \"数字\"\nstems = \"数\""),
        ("  { id = \"south\", label = \"南\" },", "  { id = \"south\", label = \"南\", signed = 1 },"),
        ("  { id = \"south\", label = \"南\" },", "  \"south\","),
        ("layout = \"rows\"", "layout = \"row\""),
        ("id = \"small\"", "id = \"Small\""),
        ("rule = \"totals/sum\"", "rule = \"sum\""),
        ("[[table]]", "[[sentence]]\ntable = \"trees\"\ntext = \"石{stones}件\"\n\n[[table]]"),
        ("[[table]]", "[[sentence]]\ntable = \"trees\"\ntext = \"石{stones/north}件\"\n\n[[table]]"),
        ("name = \"小格式\"", "name = \"\""),
        ("label = \"杉\"", "label = \"杉|木\""),
        ("columns = [\"total\"]", "columns = []"),
        ("section = \"figures\"", "section = \"figure\""),
        ("id = \"sum\"", "id = \"kind\""),
        ("label = \"杉\"", "label = \"松 。\""),
        ("last_year = 2022", "last_year = 2020"),
        ("opening = \"{agency}{year}\"", "opening = \"{agency}{yaer}\""),
        (
            "columns = [\"total\"]",
            "columns = [\"total\"]\n\n[[table.block]]\nlabel = \"第四项\"\ncolumns = [\"total\"]",
        ),
        ("id = \"sum\"\nlabel = \"合计\"\nblock = \"第一项\"", "id = \"sum\"\nlabel = \"合计\""),
        ("stands_for = [\"kind.pine\", \"kind.fir\"]", "stands_for = [\"kind.pine\", \"sum\"]"),
        (
            "id = \"sum\"\nlabel = \"合计\"\nblock = \"第一项\"",
            "id = \"sum\"\nlabel = \"合计\"\nblock = \"第一项\"\nstands_for = [\"kind\"]",
        ),
        (
            "id = \"stones\"\nlabel = \"石\"\nblock = \"第二项\"",
            "id = \"stones\"\nlabel = \"石\"\nblock = \"第二项\"\nstands_for = [\"sum\"]",
        ),
        ("at = \"sum\"", "at = \"stones\""),
        ("left = [\"kind.*\", \"kind\"]", "left = [\"kind\", \"tree.*\"]"),
        ("right = [\"sum\"]", "right = [\"sum\", \"kind\"]"),
        ("left = [\"kind.*\", \"kind\"]", "left = [\"kind.*\"]"),
        (
            "[[table.equation]]\nrule = \"totals/sum\"",
            "[[table.row]]\nid = \"sand\"\nlabel = \"沙\"\nblock = \"第三项\"\n\n[[table.block]]\n\
             label = \"第三项\"\ncolumns = [\"north\"]\n\n[[table.equation]]\nrule = \"totals/no\"\n\
             each = \"column\"\nleft = [\"sand\"]\nright = [\"stones\"]\nat = \"sand\"\n\n\
             [[table.equation]]\nrule = \"totals/sum\"",
        ),
    ]
    .map(|(right, drawn)| in_chinese(right, drawn));
    expect![[r#"
        13: ＝ 是全角符号，请改用半角符号
        13: 等号后面的值要加引号，例如 title = "总体情况"
        13: 设置项的名称用英文，例如 title = "总体情况"
        14: 同一项写了两次
        13: 不符合 TOML 的写法，请检查等号、引号和括号是否齐全
        14: 没有这一项：lest_prose。是不是 least_prose？
        14: 没有这一项：heading。可以写 id、number、title、wordings、stems、begins、aspects、aspect_words、least_prose、about、draft
        13: 这里应写引号中的文字
        10: 缺少 id
        4: 这里应写整数，不加引号
        4: 这里应写整数，不加引号
        14: 这里应写方括号中的列表
        23: 这里应写 true 或 false，不加引号
        23: 这里应写花括号中的若干项
        19: 这里不能写 row，可以写 rows、one-line
        1: “Small”不能作 id：应为小写英文词，如 annual-2021
        71: “sum”不是规则名称：应为类别和名称，如 totals/balance
        17: 这里的括号不对：“{stones}”。数字写作 {received/total}，为 0 时略去的部分写作 [甲] 或 [甲|乙]
        17: 行 stones 没有列 north
        2: name 没有文字：“”
        43: label 中有竖线或换行：“杉|木”
        33: columns 是空的
        18: 没有这个部分：figure
        54: 行 kind 写了两次
        43: 另一行也叫“松 。”
        5: last_year 2020 早于 first_year 2021
        7: opening 中的花括号只能是 {agency}、{year} 和 {notice}
        36: 没有行属于分块“第四项”
        54: 行 sum 没有用 block 写明属于哪个分块
        51: 上面没有 id 是 sum 的行
        57: 行 kind 本身代替别的行，不能再被代替
        62: 行 sum 属于另一个分块
        75: at 是 stones，不是等式中的一项
        73: tree.* 不对应任何行
        74: 行 kind 在等式中出现两次
        73: 行 kind 与它代替的 kind.pine、kind.fir 应写在等式的同一边
        82: 没有一列在所有这些行中都有
    "#]]
    .assert_eq(&said.concat());
}

/// A file is written from top to bottom and mended line by line: none of its states may panic.
#[test]
fn a_file_cut_short_or_without_a_line_never_panics() {
    let lines = SMALL.lines().collect::<Vec<_>>();
    for index in 0..lines.len() {
        let _ = parse(&lines[..index].join("\n"));
        let _ = parse(&[&lines[..index], &lines[index + 1..]].concat().join("\n"));
    }
    for (index, _) in SMALL.char_indices() {
        let _ = parse(&SMALL[..index]);
    }
    for file in [FILE_2021, FILE_2019] {
        let lines = file.lines().collect::<Vec<_>>();
        for index in 0..lines.len() {
            let _ = parse(&[&lines[..index], &lines[index + 1..]].concat().join("\n"));
        }
    }
}

// Templates.

/// The figure of every cell in a table of zeros.
fn zero(_: CellIndex) -> String {
    "0".to_owned()
}

/// Checks what a table of the 2021 format looks like.
fn check_table(id: &str, figure: &dyn Fn(CellIndex) -> String, expect: Expect) {
    let format = format("annual-2021");
    expect.assert_eq(&template::table(format, format.table(id).expect("a table"), figure));
}

#[test]
fn the_tables_are_aligned() {
    check_table(
        "disclosure",
        &zero,
        expect![[r#"
        第二十条第（一）项

        | 信息内容       | 本年制发件数 | 本年废止件数 | 现行有效件数 |
        | -------------- | -----------: | -----------: | -----------: |
        | 规章           |            0 |            0 |            0 |
        | 行政规范性文件 |            0 |            0 |            0 |

        第二十条第（五）项

        | 信息内容 | 本年处理决定数量 |
        | -------- | ---------------: |
        | 行政许可 |                0 |

        第二十条第（六）项

        | 信息内容 | 本年处理决定数量 |
        | -------- | ---------------: |
        | 行政处罚 |                0 |
        | 行政强制 |                0 |

        第二十条第（八）项

        | 信息内容       | 本年收费金额（单位：万元） |
        | -------------- | -------------------------: |
        | 行政事业性收费 |                          0 |
    "#]],
    );
    check_table(
        "applications",
        &zero,
        expect![[r#"
            | 项目                                     | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
            | ---------------------------------------- | -----: | -------: | -------: | -----------: | -----------: | ---: | ---: |
            | 一、本年新收政府信息公开申请数量         |      0 |        0 |        0 |            0 |            0 |    0 |    0 |
            | 二、上年结转政府信息公开申请数量         |      0 |        0 |        0 |            0 |            0 |    0 |    0 |
            | 三、本年度办理结果（一）予以公开         |      0 |        0 |        0 |            0 |            0 |    0 |    0 |
            | （二）部分公开（区分处理的，只计这一情形，不计其他情形） |  0 |  0 |  0 |            0 |            0 |    0 |    0 |
            | （三）不予公开1.属于国家秘密             |      0 |        0 |        0 |            0 |            0 |    0 |    0 |
            | 2.其他法律行政法规禁止公开               |      0 |        0 |        0 |            0 |            0 |    0 |    0 |
            | 3.危及“三安全一稳定”                   |      0 |        0 |        0 |            0 |            0 |    0 |    0 |
            | 4.保护第三方合法权益                     |      0 |        0 |        0 |            0 |            0 |    0 |    0 |
            | 5.属于三类内部事务信息                   |      0 |        0 |        0 |            0 |            0 |    0 |    0 |
            | 6.属于四类过程性信息                     |      0 |        0 |        0 |            0 |            0 |    0 |    0 |
            | 7.属于行政执法案卷                       |      0 |        0 |        0 |            0 |            0 |    0 |    0 |
            | 8.属于行政查询事项                       |      0 |        0 |        0 |            0 |            0 |    0 |    0 |
            | （四）无法提供1.本机关不掌握相关政府信息 |      0 |        0 |        0 |            0 |            0 |    0 |    0 |
            | 2.没有现成信息需要另行制作               |      0 |        0 |        0 |            0 |            0 |    0 |    0 |
            | 3.补正后申请内容仍不明确                 |      0 |        0 |        0 |            0 |            0 |    0 |    0 |
            | （五）不予处理1.信访举报投诉类申请       |      0 |        0 |        0 |            0 |            0 |    0 |    0 |
            | 2.重复申请                               |      0 |        0 |        0 |            0 |            0 |    0 |    0 |
            | 3.要求提供公开出版物                     |      0 |        0 |        0 |            0 |            0 |    0 |    0 |
            | 4.无正当理由大量反复申请                 |      0 |        0 |        0 |            0 |            0 |    0 |    0 |
            | 5.要求行政机关确认或重新出具已获取信息   |      0 |        0 |        0 |            0 |            0 |    0 |    0 |
            | （六）其他处理1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 |  0 |  0 |  0 |  0 |  0 |  0 |    0 |
            | 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 |  0 |  0 |  0 |  0 |      0 |    0 |    0 |
            | 3.其他                                   |      0 |        0 |        0 |            0 |            0 |    0 |    0 |
            | （七）总计                               |      0 |        0 |        0 |            0 |            0 |    0 |    0 |
            | 四、结转下年度继续办理                   |      0 |        0 |        0 |            0 |            0 |    0 |    0 |
        "#]],
    );
    check_table(
        "disputes",
        &zero,
        expect![[r#"
        | 类别             | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
        | ---------------- | -------: | -------: | -------: | -------: | ---: |
        | 行政复议         |        0 |        0 |        0 |        0 |    0 |
        | 未经复议直接起诉 |        0 |        0 |        0 |        0 |    0 |
        | 复议后起诉       |        0 |        0 |        0 |        0 |    0 |
    "#]],
    );
}

#[test]
fn a_table_of_blocks_has_the_columns_of_each() {
    let format = format("annual-2019");
    expect![[r#"
        第二十条第（一）项

        | 信息内容   | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |
        | ---------- | -------------: | -------------: | -------------: |
        | 规章       |              0 |              0 |              0 |
        | 规范性文件 |              0 |              0 |              0 |

        第二十条第（五）项

        | 信息内容             | 上一年项目数量 | 本年增/减 | 处理决定数量 |
        | -------------------- | -------------: | --------: | -----------: |
        | 行政许可             |              0 |         0 |            0 |
        | 其他对外管理服务事项 |              0 |         0 |            0 |

        第二十条第（六）项

        | 信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |
        | -------- | -------------: | --------: | -----------: |
        | 行政处罚 |              0 |         0 |            0 |
        | 行政强制 |              0 |         0 |            0 |

        第二十条第（八）项

        | 信息内容       | 上一年项目数量 | 本年增/减 |
        | -------------- | -------------: | --------: |
        | 行政事业性收费 |              0 |         0 |

        第二十条第（九）项

        | 信息内容     | 采购项目数量 | 采购总金额 |
        | ------------ | -----------: | ---------: |
        | 政府集中采购 |            0 |          0 |
    "#]]
    .assert_eq(&template::table(format, TableIndex::FIRST, &zero));
}

#[test]
fn figures_stand_to_the_right() {
    let figure = |cell: CellIndex| "7".repeat((cell.row.get() + 1) * (cell.column.get() + 1));
    check_table(
        "disputes",
        &figure,
        expect![[r#"
        | 类别             | 结果维持 | 结果纠正 |  其他结果 |     尚未审结 |            总计 |
        | ---------------- | -------: | -------: | --------: | -----------: | --------------: |
        | 行政复议         |        7 |       77 |       777 |         7777 |           77777 |
        | 未经复议直接起诉 |       77 |     7777 |    777777 |     77777777 |      7777777777 |
        | 复议后起诉       |      777 |   777777 | 777777777 | 777777777777 | 777777777777777 |
    "#]],
    );
    check_table(
        "disputes",
        &template::blank,
        expect![[r#"
        | 类别             | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
        | ---------------- | -------: | -------: | -------: | -------: | ---: |
        | 行政复议         |          |          |          |          |      |
        | 未经复议直接起诉 |          |          |          |          |      |
        | 复议后起诉       |          |          |          |          |      |
    "#]],
    );
}

#[test]
fn all_pipes_of_a_table_are_below_each_other_but_where_a_long_label_overruns() {
    let figure = |cell: CellIndex| "1".repeat(cell.row.get() % 12);
    for format in Formats::built_in().all() {
        for index in format.tables.indices() {
            let text = template::table(format, index, &figure);
            assert!(text.ends_with("|\n"));
            for part in text.split("\n\n") {
                let pipes = |line: &str| {
                    line.match_indices('|').map(|(index, _)| line[..index].width_cjk()).collect::<Vec<_>>()
                };
                let lines = part.lines().filter(|line| line.starts_with('|')).map(pipes).collect::<Vec<_>>();
                let Some(head) = lines.first() else { continue };
                let (straight, long): (Vec<_>, Vec<_>) = lines.iter().partition(|line| line[1] == head[1]);
                assert!(straight.iter().all(|line| *line == head), "{part}");
                assert!(long.len() <= 3, "{part}");
                // Such a row has as many cells, none of them to the left of its column.
                let overruns =
                    |line: &Vec<usize>| line.iter().zip(head).all(|(place, column)| place >= column);
                assert!(long.iter().all(|line| line.len() == head.len() && overruns(line)), "{part}");
            }
        }
    }
}

#[test]
fn a_section_is_its_heading_draft_and_tables() {
    let format = format("annual-2021");
    let section =
        |id: &str| template::section(format, format.section(id).expect("a section"), &template::blank);
    expect![[r#"
        五、存在的主要问题及改进情况

        （请填写存在的主要问题和改进措施）
    "#]]
    .assert_eq(&section("problems"));
    expect![[r#"
        四、政府信息公开行政复议、行政诉讼情况

        | 类别             | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
        | ---------------- | -------: | -------: | -------: | -------: | ---: |
        | 行政复议         |          |          |          |          |      |
        | 未经复议直接起诉 |          |          |          |          |      |
        | 复议后起诉       |          |          |          |          |      |
    "#]]
    .assert_eq(&section("disputes"));
}

#[test]
fn a_whole_report_has_its_title_period_and_sections() {
    let format = format("annual-2021");
    let report = template::report(format, "某县{year}档案局", 2024);
    let prose = report.lines().filter(|line| !line.starts_with('|')).collect::<Vec<_>>().join("\n");
    expect![[r#"
        某县{year}档案局2024年政府信息公开工作年度报告

        本报告由某县{year}档案局依据《中华人民共和国政府信息公开条例》，按照国办公开办函〔2021〕30号规定的格式编制。所列数据的统计期限为2024年1月1日至2024年12月31日。

        一、总体情况

        （一）主动公开。（请填写主动公开的内容、数量和渠道）

        （二）依申请公开。（请填写收到和办理申请的情况，数字与表三一致）

        （三）政府信息管理。（请填写信息制作、审核、更新和清理的情况）

        （四）政府信息公开平台建设。（请填写网站、新媒体等平台的情况）

        （五）监督保障。（请填写机构人员、培训、考核评议和责任追究的情况）

        二、主动公开政府信息情况

        第二十条第（一）项


        第二十条第（五）项


        第二十条第（六）项


        第二十条第（八）项


        三、收到和处理政府信息公开申请情况


        四、政府信息公开行政复议、行政诉讼情况


        五、存在的主要问题及改进情况

        （请填写存在的主要问题和改进措施）

        六、其他需要报告的事项

        （请填写本年度收取信息处理费的情况和其他需要报告的事项，没有的写明没有）"#]].assert_eq(&prose);
    for format in Formats::built_in().all() {
        let report = template::report(format, "某县档案局", format.first_year);
        assert!(report.ends_with('\n') && !report.ends_with("\n\n") && !report.contains("\n\n\n"));
        assert!(report.lines().all(|line| line.trim_end() == line));
        let headings = format.sections.iter().map(|section| report.find(&*section.heading()));
        assert!(headings.collect::<Vec<_>>().is_sorted());
    }
}
