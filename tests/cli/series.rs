//! Reports that are held against one another.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use gouji::format::{Formats, template};
use serde_json::Value;

/// The status, what was printed and what was complained of.
pub fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    let command = command.current_dir(folder).env_clear().stdin(Stdio::null()).args(arguments);
    let output = command.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// A report into which so many cases of natural persons came, were carried, and went.
pub fn report(agency: &str, year: u16, received: u32, carried_in: u32, carried_out: u32) -> String {
    let format = Formats::built_in().for_year(year);
    let tables = |table| {
        let in_format = &format.tables[table];
        template::table(format, table, &|cell| {
            let of_persons = ["natural_person", "total"].contains(&&*in_format.columns[cell.column].id);
            let figure = match in_format.rows[cell.row].id.as_str() {
                "received" => received,
                "carried_in" => carried_in,
                "granted" | "handled_total" => received + carried_in - carried_out,
                "carried_out" => carried_out,
                _ => 0,
            };
            if in_format.id == "applications" && of_persons { figure.to_string() } else { "0".to_owned() }
        })
    };
    template::report_with(format, agency, year, &tables)
}

/// Two offices and the county above them, for two years; the one of 2024 carries in more than went out.
pub fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in [
        ("2023/教育.md", report("云溪县教育局", 2023, 9, 0, 1)),
        ("2024/教育.md", report("云溪县教育局", 2024, 5, 2, 0)),
        ("2024/青石.md", report("云溪县青石镇人民政府", 2024, 7, 0, 0)),
        ("2024/县.md", report("云溪县人民政府", 2024, 13, 2, 0)),
    ] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let settings = "[rules]\nstructure = \"off\"\ntext = \"off\"\n\n[[sum]]\nwhole = \"云溪县人民政府\"\nparts = [\"云溪县*\"]\n";
    fs::write(folder.path().join("gouji.toml"), settings).unwrap();
    folder
}

#[test]
fn what_does_not_agree_is_a_finding_of_its_file() {
    let folder = folder();
    let (status, output, said) = run(folder.path(), &["check", "--output", "json"]);
    assert_eq!((status, said.as_str()), (Some(1), ""));
    let all: Value = serde_json::from_str(&output).unwrap();
    let paths: Vec<_> = all["files"].as_array().unwrap().iter().map(|file| file["path"].clone()).collect();
    assert_eq!(paths, ["2023/教育.md", "2024/县.md", "2024/教育.md", "2024/青石.md"]);
    let found = &all["files"][2]["diagnostics"];
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
    let found = &found[0];
    assert_eq!(found["rule"], "series/carried-in");
    assert_eq!((&found["row"], &found["column"]), (&"carried_in".into(), &"natural_person".into()));
    assert_eq!((found["expected"].as_u64(), found["found"].as_u64()), (Some(1), Some(2)));
    let other = &found["other"][0];
    assert_eq!(other["path"], "2023/教育.md");
    assert_eq!(other["cells"][0]["row"], "carried_out");
    let there = fs::read_to_string(folder.path().join("2023/教育.md")).unwrap();
    let at = |end: &str, part: &str| other["range"][end][part].as_u64().unwrap() as usize;
    let line: Vec<u16> = there.lines().nth(at("start", "line")).unwrap().encode_utf16().collect();
    let figure = &line[at("start", "character")..at("end", "character")];
    assert_eq!(String::from_utf16(figure).unwrap(), "1");
    // The county's: 13 received where the parts have 12; what was granted follows from it.
    let of_county: Vec<_> = all["files"][1]["diagnostics"].as_array().unwrap().iter().collect();
    let rows: Vec<_> = of_county.iter().map(|one| (one["rule"].clone(), one["row"].clone())).collect();
    assert_eq!(rows, [("series/whole".into(), "received".into()), ("series/whole".into(), "granted".into())]);
    assert_eq!(of_county[0]["other"].as_array().unwrap().len(), 2);
    assert_eq!(all["summary"]["errors"], 3);
}

#[test]
fn one_report_alone_is_held_against_nothing() {
    let folder = folder();
    let (status, output, _) = run(folder.path(), &["check", "2024/教育.md", "--output", "json"]);
    let all: Value = serde_json::from_str(&output).unwrap();
    assert_eq!((status, all["summary"]["errors"].as_u64()), (Some(0), Some(0)));
}

#[test]
fn every_form_of_output_names_the_other_place() {
    let folder = folder();
    let check =
        |more: &[&str]| run(folder.path(), &[&["check", "2023/教育.md", "2024/教育.md"], more].concat()).1;
    let text = check(&["--lang", "zh"]);
    let line = text.lines().find(|line| line.contains("另见")).unwrap_or_default().trim();
    assert!(line.starts_with("= 另见: 2023/教育.md:") && line.ends_with("为 1"), "{text}");
    let sarif: Value = serde_json::from_str(&check(&["--output", "sarif"])).unwrap();
    let place = &sarif["runs"][0]["results"][0]["relatedLocations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "2023/%E6%95%99%E8%82%B2.md");
    let github = check(&["--output", "github"]);
    assert!(github.contains("file=2024/教育.md") && github.contains("%0A2023/教育.md:"), "{github}");
    let lines: Vec<String> = check(&["--output", "jsonl"]).lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 2);
    assert!(!lines[0].contains("series/") && lines[1].contains("series/carried-in"));
}

#[test]
fn what_was_reviewed_is_held_against_both_reports() {
    let folder = folder();
    let review = "\n[[reviewed]]\nrule = \"series/carried-in\"\nfile = \"2024/教育.md\"\ntable = \"applications\"\n\
                  row = \"carried_in\"\ncolumn = \"natural_person\"\nseen = \"1, 2\"\nreason = \"机构改革\"\n";
    let settings = fs::read_to_string(folder.path().join("gouji.toml")).unwrap();
    fs::write(folder.path().join("gouji.toml"), settings + review).unwrap();
    let check = |paths: &[&str]| run(folder.path(), &[&["check"], paths].concat());
    let (status, output, _) = check(&["2023/教育.md", "2024/教育.md"]);
    assert_eq!(status, Some(0), "{output}");
    assert!(output.contains("已核实 1 处"), "{output}");
    // Alone it is held against nothing, so nobody can say that the review no longer holds.
    let (status, output, _) = check(&["2024/教育.md"]);
    assert!(status == Some(0) && !output.contains("不再相符"), "{output}");
    // With another figure it is back, and the review is told.
    fs::write(folder.path().join("2023/教育.md"), report("云溪县教育局", 2023, 9, 0, 3)).unwrap();
    let (status, output, _) = check(&["2023/教育.md", "2024/教育.md"]);
    assert_eq!(status, Some(1), "{output}");
    assert!(output.contains("1 条核实记录与报告不再相符"), "{output}");
}
