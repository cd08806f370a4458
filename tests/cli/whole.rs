//! Files are written whole or not at all, and whatever else lies in a folder stands in nobody's way.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use expect_test::expect;

const HEAD: &str = "丁香镇人民政府2024年政府信息公开工作年度报告\n一、总体情况";

/// A report with a mistake that is mended with certainty, of more bytes than a small disk takes.
fn wrong() -> String {
    format!("{HEAD}况\n{}", "本机关严格落实条例。\n".repeat(200))
}

fn right() -> String {
    wrong().replace("情况况", "情况")
}

fn gouji(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.current_dir(folder).env_clear().args(arguments).stdin(Stdio::null());
    command
}

/// The program where no file may have more than a few hundred bytes: it is told that the disk takes no more, or, as
/// the system has it, ended at once.
fn cramped(folder: &Path, arguments: &[&str], told: bool) -> Output {
    let trap = if told { "trap '' XFSZ; " } else { "" };
    let script = format!("{trap}ulimit -f 1; exec \"$0\" \"$@\"");
    let mut command = Command::new("/bin/sh");
    command.current_dir(folder).args(["-c", &script, env!("CARGO_BIN_EXE_gouji")]).args(arguments);
    command.env_clear().stdin(Stdio::null()).output().unwrap()
}

fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

const NEW: [&str; 7] = ["new", "--agency", "丁香镇", "--year", "2024", "-o", "新.md"];

#[test]
fn where_the_disk_takes_no_more_nothing_is_changed_and_nothing_left_behind() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), wrong()).unwrap();
    for arguments in [&["fix", "--write", "--quiet", "a.md"][..], &["fix", "--write", "--quiet", "."]] {
        let said = said(&cramped(folder.path(), arguments, true));
        assert_eq!(said, (Some(2), String::new(), "未改写：a.md（文件太大，系统错误 27）\n".to_owned()));
    }
    let said = said(&cramped(folder.path(), &NEW, true));
    assert_eq!(said, (Some(2), String::new(), "未写入：新.md（文件太大，系统错误 27）\n".to_owned()));
    assert_eq!(fs::read_to_string(folder.path().join("a.md")).unwrap(), wrong());
    assert_eq!(names(folder.path()), ["a.md"]);
}

#[test]
fn where_the_program_is_ended_while_it_writes_files_are_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), wrong()).unwrap();
    for arguments in [&["fix", "--write", "a.md"][..], &NEW] {
        assert_eq!(cramped(folder.path(), arguments, false).status.code(), None);
        assert_eq!(fs::read_to_string(folder.path().join("a.md")).unwrap(), wrong());
        assert!(!folder.path().join("新.md").exists());
    }
    // What is left of it is nobody's report, and in nobody's way.
    assert_eq!(said(&gouji(folder.path(), &["fix", "--write", "--quiet", "."]).output().unwrap()).0, Some(0));
    assert_eq!(fs::read_to_string(folder.path().join("a.md")).unwrap(), right());
    assert_eq!(said(&gouji(folder.path(), &NEW).output().unwrap()).0, Some(0));
}

#[test]
fn a_program_that_is_killed_leaves_each_file_old_or_new() {
    const FILES: usize = 60;
    for round in 0..12 {
        let folder = tempfile::tempdir().unwrap();
        let path = |number: usize| folder.path().join(format!("{number}.md"));
        (0..FILES).for_each(|number| fs::write(path(number), wrong()).unwrap());
        let mut child = gouji(folder.path(), &["fix", "--write", "--quiet"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(round * 8));
        child.kill().unwrap();
        child.wait().unwrap();
        for number in 0..FILES {
            let text = fs::read_to_string(path(number)).unwrap();
            assert!(text == wrong() || text == right(), "{number}");
        }
    }
}

#[test]
fn a_new_file_may_be_read_by_whom_the_user_lets() {
    let folder = tempfile::tempdir().unwrap();
    for (mask, mode) in [("022", 0o644), ("077", 0o600)] {
        let script = format!("umask {mask}; exec \"$0\" \"$@\"");
        let mut command = Command::new("/bin/sh");
        command.current_dir(folder.path()).args(["-c", &script, env!("CARGO_BIN_EXE_gouji")]).args(NEW);
        assert!(command.status().unwrap().success());
        let file = folder.path().join("新.md");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, mode);
        fs::remove_file(file).unwrap();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn where_nothing_may_be_written_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    // Nobody may make a file there, not even the one who may everything.
    symlink("/proc/sys", folder.path().join("别处")).unwrap();
    let new = ["new", "--agency", "丁香镇", "--year", "2024", "-o", "别处/新.md"];
    let (status, out, err) = said(&gouji(folder.path(), &new).output().unwrap());
    assert_eq!((status, out.as_str()), (Some(2), ""));
    assert!(err.starts_with("未写入：别处/新.md（") && err.lines().count() == 1, "{err}");
}

/// A folder with a report, and all that can have the name of one.
fn odd() -> (tempfile::TempDir, UnixListener) {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("a.md"), wrong()).unwrap();
    assert!(Command::new("mkfifo").arg(here.join("管道.md")).status().unwrap().success());
    let socket = UnixListener::bind(here.join("s.md")).unwrap();
    symlink("圈2.md", here.join("圈1.md")).unwrap();
    symlink("圈1.md", here.join("圈2.md")).unwrap();
    symlink(".", here.join("自己")).unwrap();
    fs::create_dir_all(here.join("文件夹.md/深")).unwrap();
    symlink("../..", here.join("文件夹.md/深/回去")).unwrap();
    symlink("/dev/zero", here.join("零.md")).unwrap();
    (folder, socket)
}

#[test]
fn what_is_no_file_is_passed_over() {
    let (folder, _socket) = odd();
    let check = gouji(folder.path(), &["check", "--output", "jsonl", "."]).output().unwrap();
    let (status, out, err) = said(&check);
    assert_eq!((status, err.as_str()), (Some(1), ""));
    assert_eq!(out.lines().count(), 1, "{out}");
    let fixed = said(&gouji(folder.path(), &["fix", "--write", "."]).output().unwrap());
    expect![[r#"
        a.md：修正了 1 处（structure/section-heading 1）
          标题改为“一、总体情况”
        已修正 1 处，改写了 1 个文件
        略过的文件：4 个是文件夹的链接或失效的链接
    "#]]
    .assert_eq(&fixed.2);
    assert_eq!((fixed.0, fixed.1.as_str()), (Some(0), "a.md\n"));
    assert_eq!(fs::read_to_string(folder.path().join("a.md")).unwrap(), right());
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_read_is_said_and_the_others_are_checked() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), wrong()).unwrap();
    // A regular file that nobody can read from its start.
    symlink("/proc/self/mem", folder.path().join("b.md")).unwrap();
    fs::write(folder.path().join("c.md"), wrong()).unwrap();
    let (status, out, err) =
        said(&gouji(folder.path(), &["fix", "--write", "--quiet", "."]).output().unwrap());
    assert_eq!(
        (status, out.as_str(), err.as_str()),
        (Some(2), "a.md\nc.md\n", "无法读取：b.md（系统错误 5）\n")
    );
}

#[test]
fn very_many_files_are_no_burden() {
    const FILES: usize = 3000;
    let folder = tempfile::tempdir().unwrap();
    for number in 0..FILES {
        let below = folder.path().join(format!("{}", number % 40));
        fs::create_dir_all(&below).unwrap();
        fs::write(below.join(format!("{number}.md")), format!("{HEAD}\n本机关严格落实条例。\n")).unwrap();
    }
    let (status, out, err) = said(&gouji(folder.path(), &["check", "--output", "jsonl"]).output().unwrap());
    assert_eq!((status, err.as_str(), out.lines().count()), (Some(1), "", FILES));
}
