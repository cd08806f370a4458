// The scanner: what kind of line begins here?
//
// Invariants:
// - Every call at a byte that is not the end of the text yields a token, and the token is one whole line with
//   its line break, or a run of whole lines: blank ones, those of a comment, those of a fence. The parser can never
//   meet what it has no token for.
// - There is no state, and the answer depends on nothing but the line itself. (Past its end look a blank run, at
//   the blanks that begin the next line, and a line that opens a comment or a fence, for its end, so far and no
//   farther.) Which tokens the parser would accept is not asked: all of them, always; see grammar.js.
// - What is quoted is read as if it were not: a > that begins a line is a blank.
// - A line ends at \n, \r\n or a lone \r. U+0085, U+2028, form feed and vertical tab are blanks, NUL is a
//   character like any other.

#include "tree_sitter/parser.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "folding.h" // made by build.rs

// In the order of `externals` in grammar.js.
enum Line { FIRST_HEADING, HEADING, SUBHEADING, RULE, PIPE, CELL, TAB, FIGURES, TEXT, BLANK, ASIDE };

enum {
  JUDGED_CHARS = 320,         // a line is judged by so many characters, counted from its first visible one
  HEAD_CHARS = 64,            // of which so many visible ones are kept to be compared
  HEADING_TITLE_CHARS = 40,   // an unknown title this long is a sentence
  LABEL_CHARS = 40,           // longer than any row label of the form with its group label before it
  FIGURE_LINE_CHARS = 70,     // longer than any row of the form
  BLANK_RUN_LINES = 64,       // lines in one blank token
  BLANK_RUN_PEEK = 64,        // blanks looked at on each line that may follow in the run
  COMMENT_CHARS = 16384,      // characters looked at for the end of a comment, below the line that opens it
  FENCE_CHARS = 4096,         // and for that of a fence: tables are shorter, most reports longer
  FENCE_MARKS = 3,            // the least of which a fence is made
  MOST_FENCE_MARKS = 8,       // more of them are a line drawn between paragraphs
};

// ---- characters

// What a character is folded to, as src/syntax/fold.rs folds it: by the same table. Returns how many characters
// that are: none for one that shows nothing, three at most (㈠).
static unsigned fold(int32_t c, int32_t folded[3]) {
  uint16_t entry = c >= 0 && c <= 0x10FFFF ? FOLD_BLOCKS[FOLD_BLOCK_OF[c >> 8]][c & 0xFF] : 0;
  folded[0] = c;
  if (entry == 0) return 1;
  if (entry == 1) return 0;
  folded[0] = entry;
  if (entry < 0xD800 || entry > 0xDFFF) return 1;
  uint32_t wide = FOLD_WIDE[entry - 0xD800];
  int32_t number = (int32_t)(wide & 0xFFFFFF);
  bool bracketed = wide >> 24 == 1;
  folded[bracketed] = number;
  if (bracketed) folded[0] = '(';
  if (wide >> 24) folded[bracketed + 1] = bracketed ? ')' : '.';
  return 1 + (wide >> 24 > 0) + bracketed;
}

// A blank, but no tab and no line break; what shows nothing is none, but is passed over as if it were.
static bool is_blank(int32_t c) {
  int32_t folded[3];
  return fold(c, folded) == 0 || folded[0] == ' ';
}

static bool is_pipe(int32_t folded) { return folded == '|' || folded == 0x2502; }
static bool is_quote_mark(int32_t c) { return c == '>'; }

static bool contains(const uint32_t *set, int32_t c) {
  while (*set) {
    if (*set++ == (uint32_t)c) return true;
  }
  return false;
}

static bool is_numeral(int32_t c) { return contains(U"一二三四五六七八九十", c); }
static bool is_ordinal_mark(int32_t folded) { return contains(U"、.,:", folded); }
static bool is_digit(int32_t folded) { return folded >= '0' && folded <= '9'; }
static bool is_dash(int32_t folded) { return contains(U"-—–―−", folded); }

// ---- words

// The words of a line, separated by blanks, tabs and pipes, as far as they tell whether the line ends in figures.
typedef struct {
  // The word being read.
  unsigned length;
  bool other;               // it has a character that no figure has
  bool digit, ends_in_digit;
  bool placeholder;         // so far it is made of 〇, /, dashes and _
  // The words read.
  bool any_number;          // one of them was a number
  bool text_after_number;
  unsigned numbers, placeholders; // in the run of figures that ends the line
} Words;

static void word_char(Words *words, int32_t folded) {
  bool dash = is_dash(folded);
  bool digit = is_digit(folded);
  if (words->length++ == 0) words->placeholder = true;
  if (!dash && folded != '/' && folded != '_' && folded != 0x3007) words->placeholder = false;
  if (!digit && !dash && folded != '.' && folded != ',' && folded != '+') words->other = true;
  words->digit |= digit;
  words->ends_in_digit = digit;
}

static void word_end(Words *words) {
  if (words->length == 0) return;
  // `1.` numbers an item; it is no figure.
  if (!words->other && words->digit && words->ends_in_digit) {
    words->numbers++;
    words->any_number = true;
  } else if (words->placeholder) {
    words->placeholders++;
  } else {
    if (words->any_number) words->text_after_number = true;
    words->numbers = words->placeholders = 0;
  }
  words->length = 0;
  words->other = words->digit = words->ends_in_digit = words->placeholder = false;
}

// One dash at the end of a line is punctuation, two placeholders are a row that has nothing to report.
static bool ends_in_figures(const Words *words) {
  return !words->text_after_number && (words->numbers > 0 || words->placeholders > 1);
}

// ---- a line

typedef struct {
  // The visible characters, folded, without markdown's # and *.
  int32_t head[HEAD_CHARS];
  unsigned head_length;
  unsigned visible;         // how many there are
  unsigned tabs, leading_tabs;
  unsigned before_tab;      // how many of `head` stand before the first tab that is not leading
  unsigned pipes, dashes;
  unsigned hashes;          // #, in front of the visible characters
  bool rule_only;           // nothing but what a rule line is made of
  bool sentence;            // there is a 。 or ；
  bool too_long;            // it goes on beyond what was judged
  unsigned judged;          // how many characters were
  bool comment;             // there is a comment, which counts as a blank
  int32_t fence;            // ` or ~, if it begins with one
  unsigned fence_marks;     // and with how many
  bool fence_only;          // nothing else stands there
  bool fence_info;          // what else stands there can name the language of a fence
  bool ended;               // its line break was taken
  Words words;
} Line;

static bool at_eof(TSLexer *lexer) { return lexer->lookahead == 0 && lexer->eof(lexer); }

static bool at_line_end(TSLexer *lexer) {
  return lexer->lookahead == '\n' || lexer->lookahead == '\r' || at_eof(lexer);
}

static void advance(TSLexer *lexer) { lexer->advance(lexer, false); }

static void consume_line_break(TSLexer *lexer) {
  if (at_eof(lexer)) return;
  bool carriage_return = lexer->lookahead == '\r';
  advance(lexer);
  if (carriage_return && lexer->lookahead == '\n') advance(lexer);
}

static void see_fence(Line *line, int32_t c) {
  if (line->visible == 0 && (c == '`' || c == '~')) {
    line->fence = c;
    line->fence_only = line->fence_info = true;
  }
  if (line->fence == 0) return;
  if (line->fence_only && c == line->fence) {
    line->fence_marks++;
  } else {
    line->fence_only = false;
    if (c == '`') line->fence_info = false;
  }
}

static void see_visible(Line *line, int32_t c, int32_t folded) {
  line->visible++;
  if (c == '-') line->dashes++;
  if (c != '-' && c != ':' && c != '|') line->rule_only = false;
  if (folded == 0x3002 || c == 0xFF1B) line->sentence = true;
  if (folded == '#' && line->head_length == 0) line->hashes++;
  if (is_pipe(folded)) {
    line->pipes++;
    word_end(&line->words);
  } else {
    word_char(&line->words, folded);
  }
  if (folded != '#' && folded != '*' && line->head_length < HEAD_CHARS) line->head[line->head_length++] = folded;
}

static void see_tab(Line *line) {
  line->tabs++;
  if (line->visible == 0) {
    line->leading_tabs++;
  } else if (line->tabs == line->leading_tabs + 1) {
    line->before_tab = line->head_length;
  }
  word_end(&line->words);
}

static void see(Line *line, int32_t c) {
  int32_t folded[3];
  unsigned count = fold(c, folded);
  if (count == 0) return; // it shows nothing and counts for nothing
  if (line->judged >= JUDGED_CHARS) {
    line->too_long = true;
    return;
  }
  if (c == '\t') {
    see_tab(line);
  } else if (folded[0] == ' ' || (line->visible == 0 && is_quote_mark(c))) {
    word_end(&line->words);
  } else {
    see_fence(line, c);
    for (unsigned i = 0; i < count; i++) see_visible(line, c, folded[i]);
  }
  if (line->visible > 0) line->judged++;
}

// ---- comments

typedef struct {
  bool open;
  unsigned begun;           // characters of <!-- that were just read
  unsigned dashes;          // dashes that were just read, of those behind <!--
} Comment;

typedef enum { INSIDE_OR_OUT, OPENS, CLOSES } Edge;

// A comment that opens while another is open stands for it: whoever lost an end does not lose what stands below.
static Edge follow(Comment *comment, int32_t c) {
  static const char mark[] = "<!-";
  bool closes = comment->open && c == '>' && comment->dashes > 1;
  bool opens = comment->begun == 3 && c == '-';
  bool goes_on = comment->begun < 3 && c == mark[comment->begun];
  comment->begun = goes_on ? comment->begun + 1 : c == '<';
  comment->dashes = c == '-' && !opens ? comment->dashes + 1 : 0;
  comment->open = opens || (comment->open && !closes);
  return opens ? OPENS : closes ? CLOSES : INSIDE_OR_OUT;
}

// Reads on, below the line that opens it, to the end of a comment; false if it has none.
static bool find_comment_end(TSLexer *lexer, Comment *comment) {
  for (unsigned chars = 0; chars < COMMENT_CHARS && !at_eof(lexer); chars++) {
    int32_t c = lexer->lookahead;
    advance(lexer);
    Edge edge = follow(comment, c);
    if (edge != INSIDE_OR_OUT) return edge == CLOSES;
  }
  return false;
}

// Reads the line to its end and returns what was seen; the lexer stands before the line break. A line goes on behind
// a comment, be it lines below. A comment that is never closed is text, and its line has `ended`.
static Line read_line(TSLexer *lexer) {
  Line line = {.rule_only = true, .before_tab = HEAD_CHARS};
  Line before = line;  // the line as it was before the last <
  Line outside = line; // and before the comment that is open
  Comment comment = {0};
  while (!line.ended) {
    Edge edge = INSIDE_OR_OUT;
    if (!at_line_end(lexer)) {
      int32_t c = lexer->lookahead;
      if (c == '<') before = line;
      advance(lexer);
      see(&line, c);
      edge = follow(&comment, c);
      if (edge == OPENS) outside = before;
    } else if (comment.open && !at_eof(lexer)) {
      consume_line_break(lexer);
      lexer->mark_end(lexer);
      comment.begun = comment.dashes = 0;
      line.ended = !find_comment_end(lexer, &comment);
      if (!line.ended) edge = CLOSES;
    } else {
      break;
    }
    if (edge == CLOSES) {
      line = outside;
      line.comment = true;
      word_end(&line.words);
    }
  }
  word_end(&line.words);
  return line;
}

// ---- fences

static bool opens_fence(const Line *line) {
  return line->fence_marks >= FENCE_MARKS && line->fence_marks <= MOST_FENCE_MARKS &&
         (line->fence == '~' || line->fence_info);
}

// Reads on, below the line that opens it, through the line that closes a fence; false if it has none. Where another
// one opens before that, the end belongs to it.
static bool find_fence_end(TSLexer *lexer, const Line *fence) {
  unsigned chars = 0;
  while (!at_eof(lexer)) {
    unsigned marks = 0;
    bool behind = false, other = false;
    for (; !at_line_end(lexer); advance(lexer)) {
      int32_t c = lexer->lookahead;
      if (++chars > FENCE_CHARS) return false;
      if (c == '\t' || is_blank(c) || (marks == 0 && is_quote_mark(c))) {
        behind = marks > 0;
      } else if (c == fence->fence && !behind && !other) {
        marks++;
      } else {
        other = true;
      }
    }
    consume_line_break(lexer);
    if (++chars > FENCE_CHARS) return false;
    if (!other && marks >= fence->fence_marks) return true;
    if (other && marks >= FENCE_MARKS) return false;
  }
  return false;
}

// ---- stems

typedef struct {
  uint32_t ordinal;
  const uint32_t *stem;
} Label;

// ROW_LABELS: labels of rows that are numbered as sections are; GROUP_LABELS: as subsections are. FIRST_TITLES: the
// titles of the first section; FIRST_SECTIONS: other words for it; SECTIONS: how the headings of the others begin.
#include "stems.h" // made by build.rs of the format files

// Whether the title and the stem agree as far as both go, and for `least` characters.
static bool agrees(const int32_t *title, unsigned length, const uint32_t *stem, unsigned least) {
  unsigned i = 0;
  while (i < length && stem[i]) {
    if ((uint32_t)title[i] != stem[i]) return false;
    i++;
  }
  return i >= least;
}

// One character is enough: a label is wrapped anywhere, and 三、本 is never how a section begins.
static bool is_label(const Label *labels, int32_t ordinal, const int32_t *title, unsigned length) {
  for (; labels->stem; labels++) {
    if (labels->ordinal == (uint32_t)ordinal && agrees(title, length, labels->stem, 1)) return true;
  }
  return false;
}

static bool agrees_with_any(const int32_t *title, unsigned length, const uint32_t *const *stem, unsigned least) {
  for (; *stem; stem++) {
    if (agrees(title, length, *stem, least)) return true;
  }
  return false;
}

static bool is_any(const int32_t *title, unsigned length, const uint32_t *const *stem) {
  for (; *stem; stem++) {
    if (agrees(title, length, *stem, length) && !(*stem)[length]) return true;
  }
  return false;
}

// 总体 alone is the beginning of 总体情况: headings are wrapped as well. Of the other words all or more is asked.
static bool is_first_section(const int32_t *title, unsigned length) {
  return agrees_with_any(title, length, FIRST_TITLES, 2) || agrees_with_any(title, length, FIRST_SECTIONS, 4) ||
         is_any(title, length, FIRST_SECTIONS);
}

// Whether a title begins as that of a section, with `least` characters.
static bool is_known_section(const int32_t *title, unsigned length, unsigned least) {
  return is_first_section(title, length) || agrees_with_any(title, length, SECTIONS, least);
}

// ---- judging

// 三、收到和处理政府信息公开申请情况, but not 三、本年度办理结果; 三、 alone is the beginning of either.
static bool is_heading(const Line *line, enum Line *kind) {
  const int32_t *head = line->head;
  unsigned numerals = 0;
  while (numerals < line->head_length && is_numeral(head[numerals])) numerals++;
  if (numerals == 0 || numerals > 3 || numerals == line->head_length || !is_ordinal_mark(head[numerals])) return false;

  const int32_t *title = head + numerals + 1;
  unsigned length = line->head_length - numerals - 1;
  if (length < 2 || ends_in_figures(&line->words)) return false;
  if (line->before_tab <= numerals + 1) return false;
  if (numerals == 1 && is_label(ROW_LABELS, head[0], title, length)) return false;

  // Two characters are enough: headings are wrapped as well.
  if (is_known_section(title, length, 2)) {
    // The text may run on behind the title; figures in cells may not.
    if (line->tabs > line->leading_tabs && line->words.any_number) return false;
    bool first = numerals == 1 && (uint32_t)head[0] == U'一' && is_first_section(title, length);
    *kind = first ? FIRST_HEADING : HEADING;
    return true;
  }
  if (line->tabs > 0 || line->sentence || line->too_long || line->words.any_number) return false;
  if (length > HEADING_TITLE_CHARS) return false;
  *kind = HEADING;
  return true;
}

// 1.总体情况, 一 总体情况, 第一部分 总体情况, ## 总体情况: not as the form numbers sections, and as paragraphs and
// rows are numbered too. So four characters of the title must be those of a section.
static bool is_misnumbered_heading(const Line *line) {
  const int32_t *head = line->head;
  unsigned at = 0;
  if (line->sentence || line->too_long || line->tabs > line->leading_tabs || ends_in_figures(&line->words)) return false;
  bool part = line->head_length > 0 && (uint32_t)head[0] == U'第';
  if (part) at++;
  unsigned digits = 0;
  for (; digits < 2 && at < line->head_length && (is_numeral(head[at]) || is_digit(head[at])); at++) digits++;
  if (digits == 0 && (part || line->hashes == 0 || line->hashes > 2)) return false;
  if (part) {
    if (at + 2 > line->head_length || (uint32_t)head[at] != U'部' || (uint32_t)head[at + 1] != U'分') return false;
    at += 2;
  }
  if (digits > 0 && at < line->head_length && is_ordinal_mark(head[at])) at++;
  const int32_t *title = head + at;
  unsigned length = line->head_length - at;
  return length >= 4 && length <= HEADING_TITLE_CHARS && is_known_section(title, length, 4);
}

// （一）主动公开情况, but not （三）不予公开 nor a piece of it.
static bool is_subheading(const Line *line) {
  const int32_t *head = line->head;
  unsigned close = 1;
  if (line->head_length < 5 || head[0] != '(') return false;
  while (close < line->head_length && is_numeral(head[close])) close++;
  if (close == 1 || close > 4 || close == line->head_length || head[close] != ')') return false;

  const int32_t *title = head + close + 1;
  unsigned length = line->head_length - close - 1;
  if (length < 2) return false;
  bool label = close == 2 && is_label(GROUP_LABELS, head[1], title, length);
  return !label || line->sentence || line->visible > LABEL_CHARS;
}

// 四四、、政政府府: a false bold wrote every character twice. Words may have that (清清楚楚), but not so many.
static bool is_doubled(const Line *line) {
  unsigned ideographs = 0;
  if (line->tabs > 0 || (line->head_length % 2 == 1 && line->visible <= HEAD_CHARS)) return false;
  for (unsigned i = 0; i + 1 < line->head_length; i += 2) {
    if (line->head[i] != line->head[i + 1]) return false;
    if (line->head[i] > 0x3400) ideographs++;
  }
  return ideographs >= 4;
}

static Line once(const Line *line) {
  Line once = *line;
  once.head_length /= 2;
  once.visible /= 2;
  for (unsigned i = 0; i < once.head_length; i++) once.head[i] = line->head[2 * i];
  return once;
}

static enum Line judge_once(const Line *line) {
  enum Line kind;
  if (is_heading(line, &kind)) return kind;
  if (is_misnumbered_heading(line)) return HEADING;
  if (line->tabs == 1 && line->leading_tabs == 1) return CELL;
  if (line->tabs > 0) return TAB;
  if (!line->sentence && !line->too_long && line->visible <= FIGURE_LINE_CHARS && ends_in_figures(&line->words)) {
    return FIGURES;
  }
  return is_subheading(line) ? SUBHEADING : TEXT;
}

static enum Line judge(const Line *line) {
  if (line->pipes > 0) return line->rule_only && line->dashes > 0 ? RULE : PIPE;
  if (!is_doubled(line)) return judge_once(line);
  Line written_once = once(line);
  return judge_once(&written_once);
}

// The lexer stands at the end of a blank line: takes it and the blank lines after it. Only whole lines are taken.
static void finish_blank_lines(TSLexer *lexer) {
  for (unsigned lines = 1;; lines++) {
    consume_line_break(lexer);
    lexer->mark_end(lexer);
    if (lines == BLANK_RUN_LINES) return;
    unsigned blanks = 0;
    while (blanks < BLANK_RUN_PEEK && (is_blank(lexer->lookahead) || is_quote_mark(lexer->lookahead))) {
      advance(lexer);
      blanks++;
    }
    bool end = at_eof(lexer);
    if (end && blanks > 0) lexer->mark_end(lexer);
    if (end || !at_line_end(lexer)) return;
  }
}

// ---- for the test that Rust folds alike

unsigned tree_sitter_gouji_fold(int32_t c, int32_t *folded) { return fold(c, folded); }

// ---- what tree-sitter calls

void *tree_sitter_gouji_external_scanner_create(void) { return NULL; }

void tree_sitter_gouji_external_scanner_destroy(void *payload) { (void)payload; }

unsigned tree_sitter_gouji_external_scanner_serialize(void *payload, char *buffer) {
  (void)payload, (void)buffer;
  return 0;
}

void tree_sitter_gouji_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  (void)payload, (void)buffer, (void)length;
}

bool tree_sitter_gouji_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid_symbols) {
  (void)payload, (void)valid_symbols;
  if (at_eof(lexer)) return false;

  Line line = read_line(lexer);
  if (line.visible == 0 && line.tabs == 0 && !line.comment) {
    finish_blank_lines(lexer);
    lexer->result_symbol = BLANK;
    return true;
  }
  if (!line.ended) {
    consume_line_break(lexer);
    lexer->mark_end(lexer);
  }
  if (line.visible == 0 && line.comment) {
    lexer->result_symbol = ASIDE;
  } else if (!line.ended && opens_fence(&line) && find_fence_end(lexer, &line)) {
    lexer->mark_end(lexer);
    lexer->result_symbol = ASIDE;
  } else {
    lexer->result_symbol = judge(&line);
  }
  return true;
}
