//! Who reports on which year: right or none, never wrong.

use gouji::analysis::Analysis;
use gouji::report::lexicon::Lexicon;
use gouji::rules::Lang;
use gouji::text::Text;

const HEADINGS: [&str; 6] = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
];

/// A report below `opening`, which may have a section one of its own.
fn report(opening: &str) -> String {
    let prose = "公开信息十二条，内容及时更新，渠道保持畅通。";
    let first = usize::from(opening.contains(HEADINGS[0]));
    let section = |heading: &&str| format!("{heading}\n\n{prose}\n\n");
    format!("{opening}\n\n{}", HEADINGS[first..].iter().map(section).collect::<String>())
}

/// Agency and year of each report in a text, as the cases write them.
fn named(text: &str) -> Vec<String> {
    let reports = Analysis::fresh(&Text::from(text), Lexicon::built_in()).reports();
    let name = |report: &gouji::report::Report| {
        let year = report.year.map_or_else(|| "-".to_owned(), |year| year.to_string());
        format!("{} {year}", report.agency.as_deref().unwrap_or("-"))
    };
    reports.iter().map(|(_, report)| name(report)).collect()
}

/// The cases: what each shows, what is right, the opening.
fn cases() -> Vec<(&'static str, &'static str, String)> {
    let cases = include_str!("openings.txt").split("\n==== ").skip(1);
    let case = |case: &'static str| {
        let (head, opening) = case.split_once('\n').expect("a head line");
        let (shows, right) = head.split_once(" => ").expect("what is right");
        (shows, right, opening.trim_end().replace("\\t", "\t"))
    };
    cases.map(case).collect()
}

#[test]
fn an_opening_names_agency_and_year_or_neither() {
    let cases = cases();
    assert!(cases.len() >= 60, "{}", cases.len());
    for line_break in ["\n", "\r\n"] {
        let wrong: Vec<String> = cases
            .iter()
            .filter_map(|(shows, right, opening)| {
                let found = named(&report(opening).replace('\n', line_break));
                (found != [*right]).then(|| format!("{shows}: {found:?}, right is {right}\n{opening}\n"))
            })
            .collect();
        assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    }
}

/// Behind each other in one file each report has its own agency and year, or none: never its neighbour's.
#[test]
fn a_report_in_a_compilation_takes_its_own_title() {
    let first = "云溪县林业局2023年政府信息公开工作年度报告";
    let titled = |right: &str| !right.starts_with('-') || !right.ends_with('-');
    for (shows, right, opening) in cases() {
        // A section one of its own, or nothing that begins a report, would need other words around it.
        if opening.contains(HEADINGS[0]) || !titled(right) {
            continue;
        }
        let found = named(&format!("{}{}", report(first), report(&opening)));
        let last = found.last().cloned().unwrap_or_default();
        let own: Vec<&str> = right.split(' ').collect();
        let [agency, year] = last.split(' ').collect::<Vec<_>>()[..] else { panic!("{last}") };
        assert!([own[0], "-"].contains(&agency) && [own[1], "-"].contains(&year), "{shows}: {found:?}");
        assert_eq!(found[0], "云溪县林业局 2023", "{shows}");
    }
    let signed = format!("{}云溪县林业局\n2024年1月20日\n\n", report(first));
    for (title, right) in [
        ("云溪县教育局2024年政府信息公开工作年度报告", "云溪县教育局 2024"),
        ("2024年政府信息公开工作年度报告\n云溪县教育局", "云溪县教育局 2024"),
        ("2024年政府信息公开工作年度报告", "- 2024"),
    ] {
        assert_eq!(named(&format!("{signed}{}", report(title))), ["云溪县林业局 2023", right], "{title}");
    }
}

/// Where no table tells the format, the year does; two years that are named as often do not choose the older one.
#[test]
fn the_year_chooses_the_format() {
    let format = |opening: &str| {
        let reports = Analysis::fresh(&Text::from(report(opening).as_str()), Lexicon::built_in()).reports();
        reports[0].1.format.id.clone()
    };
    assert_eq!(format("云溪县教育局2020年政府信息公开工作年度报告"), "annual-2019");
    assert_eq!(format("云溪县教育局2022年政府信息公开工作年度报告"), "annual-2021");
    assert_eq!(format("一、总体情况\n\n2020年公开信息2条。2022年公开信息3条。"), "annual-2021");
}

/// Only whole names count: a plan or the period of another year makes no finding of its own here.
#[test]
fn an_opening_without_a_title_is_one_finding() {
    let text = report("现将云溪县教育局2024年度政府信息公开工作年度报告予以公布。");
    let all = Analysis::fresh(&Text::from(text.as_str()), Lexicon::built_in()).diagnostics(Lang::Zh);
    let structure: Vec<_> = all.iter().filter(|found| found.rule.starts_with("structure/")).collect();
    assert_eq!(structure.iter().map(|found| found.rule).collect::<Vec<_>>(), ["structure/missing-title"]);
}

/// Whatever is typed into an opening, the report read again is the report read afresh.
#[test]
fn an_opening_that_is_edited_is_read_as_a_fresh_one() {
    let lexicon = Lexicon::built_in();
    let agree = |kept: &Analysis, text: &Text, shows: &str| {
        let fresh = Analysis::fresh(text, lexicon);
        assert_eq!(kept.reports(), fresh.reports(), "{shows}: {text}");
    };
    let first = report("云溪县林业局2023年政府信息公开工作年度报告");
    for (at, (shows, _, opening)) in cases().into_iter().enumerate() {
        // By turns alone and behind another report.
        let before = ["", first.as_str()][at % 2];
        let mut text = Text::from(format!("{before}{}", report(&opening)).as_str());
        let mut analysis = Analysis::fresh(&text, lexicon);
        let mut at = before.len();
        for line in opening.split_inclusive('\n') {
            for (range, new) in [(at..at + line.len(), ""), (at..at, line)] {
                let edit = text.replace(range, new);
                analysis = analysis.after(&text, &[edit], lexicon);
                agree(&analysis, &text, shows);
            }
            at += line.len();
        }
    }
    // Headings that are numbered as those of paragraphs are.
    let numerals = ["一", "二", "三", "四", "五", "六"];
    let bracketed = |heading: &str, number: &str| format!("（{number}）{}", &heading["一、".len()..]);
    let text = HEADINGS.iter().zip(numerals).fold(
        report("云溪县教育局2024年政府信息公开工作年度报告"),
        |text, (heading, number)| text.replace(heading, &bracketed(heading, number)),
    );
    let mut text = Text::from(text.as_str());
    let mut analysis = Analysis::fresh(&text, lexicon);
    assert_eq!(analysis.reports()[0].1.sections.len(), HEADINGS.len());
    for (heading, number) in HEADINGS.iter().zip(numerals) {
        let written = bracketed(heading, number);
        let at = text.to_string().find(&written).expect("the heading");
        let edit = text.replace(at..at + written.len(), heading);
        analysis = analysis.after(&text, &[edit], lexicon);
        agree(&analysis, &text, heading);
    }
}
