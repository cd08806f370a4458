//! What was reviewed, and what comments hide, holds across reports.

use gouji::analysis::Analysis;
use gouji::config::{Config, Judgement, mark, parse, verdict};
use gouji::report::lexicon::Lexicon;
use gouji::rules::Lang;
use gouji::text::Text;

use super::{Folder, cases, report};

fn folder(carried_out: u32, carried_in: u32) -> Folder {
    Folder::of(&[
        ("2023.md", report("云溪县教育局", 2023, &cases(9, 0, carried_out), "")),
        ("2024.md", report("云溪县教育局", 2024, &cases(5, carried_in, 0), "")),
    ])
}

fn shown(folder: &Folder, config: &Config) -> (usize, Vec<usize>) {
    let across = folder.corpus.relations().between(1, &[]);
    let (path, text, analysis) = &folder.texts[1];
    let by = Judgement { config, file: Some(path), lang: Lang::Zh, across: Some(&across) };
    let verdict = verdict(analysis, text, &by);
    let series = verdict.shown.iter().filter(|one| one.rule.starts_with("series/"));
    (series.count(), verdict.unused)
}

#[test]
fn a_review_speaks_of_the_values_of_both_reports() {
    let before = folder(1, 2);
    let across = before.corpus.relations().between(1, &[]);
    let (path, text, analysis) = &before.texts[1];
    let config = Config::default();
    let by = Judgement { config: &config, file: Some(path), lang: Lang::Zh, across: Some(&across) };
    let found =
        verdict(analysis, text, &by).shown.into_iter().find(|one| one.rule == "series/carried-in").unwrap();
    let edit = mark(analysis, text, &by, &found, "机构改革", None).expect("it can be marked");
    assert!(edit.new_text.contains("seen = \"1, 2\""), "{}", edit.new_text);
    let config = parse(&edit.new_text).unwrap();
    assert_eq!(shown(&before, &config), (0, vec![]));
    for (carried_out, carried_in) in [(3, 2), (1, 3)] {
        let (count, unused) = shown(&folder(carried_out, carried_in), &config);
        assert_eq!((count, unused.len()), (1, 1), "last year's or this year's figure is another one");
    }
}

#[test]
fn a_comment_hides_what_other_reports_show() {
    let this = report("云溪县教育局", 2024, &cases(5, 2, 0), "");
    let comment = "<!-- gouji-ignore series/carried-in: 机构改革 -->\n";
    let heading = this.find("三、收到和处理").unwrap();
    let table = heading + this[heading..].find("\n|").unwrap() + 1;
    let with = format!("{}{comment}{}", &this[..table], &this[table..]);
    let folder = Folder::of(&[
        ("2023.md", report("云溪县教育局", 2023, &cases(9, 0, 1), "")),
        ("2024.md", with.clone()),
    ]);
    assert_eq!(folder.said(), [""; 0]);
    // Read alone, where nothing is known of last year, it is not called idle.
    let text = Text::from(&*with);
    let alone = Analysis::fresh(&text, Lexicon::built_in()).diagnostics(Lang::Zh);
    assert!(alone.iter().all(|one| one.rule != "config/ignore-comment"), "{alone:?}");
}
