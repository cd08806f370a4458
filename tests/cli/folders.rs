//! Arguments → inputs.

use std::fs;
use std::path::{Path, PathBuf};

use gouji::files::gather;

fn folder(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "一、总体情况\n").unwrap();
    }
    folder
}

fn names(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let paths = arguments.iter().map(|argument| folder.join(argument)).collect::<Vec<_>>();
    let inputs = gather(&paths).inputs.into_iter();
    inputs.map(|input| input.path.strip_prefix(folder).unwrap().to_string_lossy().into_owned()).collect()
}

#[test]
fn a_folder_is_walked_by_name() {
    let files = ["b.txt", "a.MD", "乙/年 报.txt", "甲/x.gkbg", "甲/x.docx", "c", ".hidden/a.txt", ".b.txt"];
    let folder = folder(&files);
    assert_eq!(names(folder.path(), &[""]), ["a.MD", "b.txt", "乙/年 报.txt", "甲/x.gkbg"]);
}

#[test]
fn ignored_files_are_passed_over_unless_named() {
    let folder = folder(&["a.txt", "b.txt"]);
    fs::write(folder.path().join(".ignore"), "b.txt\n").unwrap();
    assert_eq!(names(folder.path(), &[""]), ["a.txt"]);
    assert_eq!(names(folder.path(), &["", "b.txt"]), ["a.txt", "b.txt"]);
}

#[test]
fn no_file_comes_twice() {
    let folder = folder(&["甲/a.txt", "甲/b.txt"]);
    assert_eq!(names(folder.path(), &["甲/b.txt", "", "甲/../甲/a.txt", "甲"]), ["甲/b.txt", "甲/a.txt"]);
    let paths = [folder.path().to_owned(), folder.path().join("甲/a.txt")];
    let inputs = gather(&paths).inputs;
    let named = inputs.iter().map(|input| input.named).collect::<Vec<_>>();
    assert_eq!(named, [true, false], "a file that is named after its folder is named all the same");
}

#[test]
fn what_is_missing_is_an_input_too() {
    let inputs = gather(&[PathBuf::from("没有.txt"), PathBuf::from("-"), PathBuf::from("-")]).inputs;
    let paths = inputs.iter().map(|input| input.path.to_str()).collect::<Vec<_>>();
    assert_eq!(paths, [Some("没有.txt"), Some("-")]);
}
