//! What is generated is what was written.
//!
//! After a change of `grammar.js`, `UPDATE_GRAMMAR=1 cargo test --test grammar generated` writes `grammar.json`
//! (with node) and then `parser.c`.

use std::path::PathBuf;
use std::process::Command;

fn grammar_dir() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/core/syntax/grammar")
}

fn read(file: &str) -> String {
    std::fs::read_to_string(grammar_dir().join(file)).unwrap()
}

/// Compares what a file holds with what it should hold, or writes it.
fn agree(file: &str, wanted: &str) {
    if std::env::var_os("UPDATE_GRAMMAR").is_some() {
        std::fs::write(grammar_dir().join(file), wanted).unwrap();
    } else {
        assert!(read(file) == wanted, "{file} is out of date: run with UPDATE_GRAMMAR=1");
    }
}

/// The part of tree-sitter's grammar language that grammar.js uses, and what prints the result.
const GRAMMAR_DSL: &str = r#"
const text = value => ({ type: 'STRING', value });
const rule = value => typeof value === 'string' ? text(value) : value;
const repeat1 = content => ({ type: 'REPEAT1', content: rule(content) });
const choice = (...members) => ({ type: 'CHOICE', members: members.map(rule) });
const seq = (...members) => ({ type: 'SEQ', members: members.map(rule) });
const repeat = content => ({ type: 'REPEAT', content: rule(content) });
const optional = content => choice(content, { type: 'BLANK' });
const alias = (content, to) => ({ type: 'ALIAS', content, named: true, value: to.name });
const prec = { right: content => ({ type: 'PREC_RIGHT', value: 0, content: rule(content) }) };
const $ = new Proxy({}, { get: (_, name) => ({ type: 'SYMBOL', name }) });
const grammar = given => ({
  name: given.name,
  rules: Object.fromEntries(Object.entries(given.rules).map(([name, make]) => [name, rule(make($))])),
  extras: given.extras($).map(rule),
  conflicts: [], precedences: [],
  externals: given.externals($).map(rule),
  inline: [], supertypes: [], reserved: {},
});
Object.assign(globalThis, { repeat1, choice, seq, repeat, optional, alias, prec, grammar });
console.log(JSON.stringify(require(process.argv[1]), null, 2));
"#;

#[test]
fn generated_files_are_those_of_the_grammar() {
    let js = grammar_dir().join("grammar.js");
    match Command::new("node").args(["-e", GRAMMAR_DSL]).arg(&js).output() {
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            agree("grammar.json", &String::from_utf8(output.stdout).unwrap());
        }
        Err(error) => eprintln!("grammar.json was NOT compared with grammar.js: no node ({error})"),
    }
    let (_, parser) = tree_sitter_generate::generate_parser_for_grammar(
        &read("grammar.json"),
        None,
        Default::default(),
        &mut Vec::new(),
    )
    .unwrap();
    agree("parser.c", &parser);
}

#[test]
fn every_state_of_the_parser_accepts_every_line() {
    let parser = read("parser.c");
    let table = parser.split("ts_external_scanner_states[").nth(1).unwrap();
    let table = &table[..table.find("\n};").unwrap()];
    let tokens = parser.matches("  ts_external_token_").count();
    assert_eq!(table.matches("\n  [").count(), 1, "more than one kind of state: subtrees are not reused");
    assert_eq!(table.matches("= true").count(), tokens);
    assert_eq!(tokens, 11);
}
