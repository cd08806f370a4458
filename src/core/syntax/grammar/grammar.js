// The grammar of a document, as tree-sitter reads it. How to make parser.c from it: tests/grammar.
//
// Every token is a whole line or a run of them, from its first byte through its line break, and comes from
// scanner.c; there are no extras. So the leaves tile the text: no byte is outside them, and a section begins where its heading line
// begins.
//
// The rule that decides how fast re-parsing is: every state of the parser accepts the same tokens, all of them.
// tree-sitter reuses a subtree only where the lexer stands in the mode in which the subtree was made, and that
// mode is the set of tokens the state accepts. Hence anything may follow anything, sections and blocks may be
// loose, and `prec.right` gives a line to the innermost container that can take it. A rule that would make one
// kind of line legal in one place only goes into Rust instead. (tests/grammar counts the modes: one.)
//
// tree-sitter takes up a touched container child by child, so no level should have many children: the lines of
// a section are gathered into blocks, sections into reports.

/** What stands under a heading. */
const body = $ => repeat(choice($.subsection, $._block));

module.exports = grammar({
  name: 'gouji',

  extras: $ => [],

  // In the order of `enum Line` in scanner.c.
  externals: $ => [
    $._first_heading, // 一、总体情况
    $.heading,        // 二、主动公开政府信息情况
    $.subheading,     // （一）主动公开情况
    $.rule_line,      // |---|:--:|
    $.pipe_line,      // 规章 | 0 | 0 | 6 |
    $.cell_line,      // one tab, then one cell
    $.tab_line,       // any other line with a tab
    $.figure_line,    // 规章 0 0 6
    $.text_line,      // anything else
    $.blank_lines,    // up to 64 lines with nothing on them
    $.aside_lines,    // <!-- a comment -->, or ``` a fence, with all their lines
  ],

  rules: {
    document: $ => repeat(choice($.report, $.section, $.subsection, $._block)),

    // A report begins at 一、总体情况 and nowhere else; where that heading is missing the sections are loose.
    report: $ => prec.right(seq(alias($._first_section, $.section), repeat($.section))),

    _first_section: $ => prec.right(seq(alias($._first_heading, $.heading), body($))),
    section: $ => prec.right(seq($.heading, body($))),
    subsection: $ => prec.right(seq($.subheading, repeat($._block))),

    _block: $ => choice($.paragraph, $.figures, $.rows, $.cells, $.blank_lines, $.aside_lines),
    paragraph: $ => prec.right(seq($.text_line, repeat(choice($.text_line, $.blank_lines)))),
    figures: $ => prec.right(seq($.figure_line, repeat(choice($.figure_line, $.blank_lines)))),
    rows: $ => prec.right(repeat1(choice($.pipe_line, $.rule_line, $.tab_line))),
    cells: $ => prec.right(repeat1($.cell_line)),
  },
});
