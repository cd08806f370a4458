//! The registry: every rule once, with its severity, its summary, its page and its function.
//!
//! Invariant: a rule that is not here does not exist; `gouji rules`, the settings and the pages all read this.

use super::prose::{
    agency, balance, citation, enumeration, growth, mismatch, overview, parts, percentage, placeholder,
    repeated, signs, subtotal, year,
};
use super::section_view::SectionView;
use super::view::View;
use super::{Finding, Rule, Severity, cells, characters, headings, ignores, structure, tables, totals};
use crate::span::InSection;

/// Finds what is wrong by one rule, which it is given.
pub enum Check {
    /// With a report as a whole.
    Report(fn(&View<'_>, &Rule) -> Vec<Finding>),
    /// With each of its sections alone.
    Section(fn(&SectionView<'_>, &Rule) -> Vec<Finding<InSection>>),
    /// The same, where what was found in all sections is then told together.
    Joined(fn(&SectionView<'_>, &Rule) -> Vec<Finding<InSection>>, fn(Vec<Finding>) -> Vec<Finding>),
    /// With what is known of other reports, which is found where that is known: [`crate::corpus`].
    Across,
}

macro_rules! limit {
    () => {
        (None::<u32>, false)
    };
    (off above $limit:literal) => {
        (Some($limit), true)
    };
    (above $limit:literal) => {
        (Some($limit), false)
    };
}

macro_rules! rules {
    ($($name:ident, $of:ident$(($($check:path),+))?, $id:literal, $severity:ident, $zh:literal, $en:literal$(, $($limit:ident)+ $most:literal)?;)*) => {
        $(
            static $name: Rule = Rule {
                id: $id,
                severity: Severity::$severity,
                summary_zh: $zh,
                summary_en: $en,
                page_zh: include_str!(concat!("pages/", $id, ".zh.md")),
                page_en: include_str!(concat!("pages/", $id, ".en.md")),
                limit: limit!($($($limit)+ $most)?).0,
                optional: limit!($($($limit)+ $most)?).1,
            };
        )*
        /// All rules with what checks them, in the order of their pages.
        pub static CHECKS: &[(&Rule, Check)] = &[$((&$name, Check::$of$(($($check),+))?)),*];
        /// All rules, in the order of their pages.
        pub static RULES: &[Rule] = &[$($name),*];
    };
}

rules! {
    MISSING_SECTION, Report(structure::missing_section), "structure/missing-section", Error, "缺少格式要求的部分", "A section of the format is missing";
    DUPLICATE_SECTION, Report(structure::duplicate_section), "structure/duplicate-section", Error, "同一部分出现两次", "A section stands there twice";
    SECTION_ORDER, Report(structure::section_order), "structure/section-order", Warning, "各部分的顺序与格式不同", "Sections are not in the order of the format";
    SECTION_HEADING, Report(headings::section_heading), "structure/section-heading", Warning, "部分标题与格式的写法不同", "A heading is not worded as the format has it";
    UNKNOWN_SECTION, Report(headings::unknown_section), "structure/unknown-section", Information, "标题不属于格式规定的部分", "A heading is none of the format's";
    MISSING_TITLE, Report(structure::missing_title), "structure/missing-title", Information, "正文前没有报告标题", "The report has no title";
    LOST_LINE_BREAKS, Report(structure::lost_line_breaks), "structure/lost-line-breaks", Warning, "换行丢失，几行连成了一行，未检查", "Line breaks are lost, and what ran into one line was not checked";
    EMPTY_SECTION, Report(structure::empty_section), "structure/empty-section", Warning, "部分内容为空或过少", "A section says nothing, or too little";
    OVERVIEW_ASPECTS, Section(overview::aspects), "structure/overview-aspects", Hint, "总体情况有几方面没有写到", "The overview does not speak of all its aspects";
    SUPERSEDED_FORMAT, Report(structure::superseded_format), "structure/superseded-format", Warning, "使用了已被替代的旧格式", "The layout is that of a superseded format";
    MISSING_TABLE, Report(tables::missing_table), "tables/missing-table", Error, "缺少应有的表格", "A table is missing";
    MISSING_ROW, Report(tables::missing_row), "tables/missing-row", Error, "表中缺少应有的行", "Rows of a table are missing";
    DUPLICATE_ROW, Report(tables::duplicate_row), "tables/duplicate-row", Error, "表中同一行出现两次", "A row stands there twice";
    ROW_ORDER, Report(tables::row_order), "tables/row-order", Warning, "表中行的顺序与格式不同", "Rows are not in the order of the format";
    UNKNOWN_ROW, Report(tables::unknown_row), "tables/unknown-row", Warning, "表中有格式以外的行", "A row is none of the format's";
    ROW_LABEL, Report(tables::row_label), "tables/row-label", Warning, "行标签与格式的写法略有不同", "A label is nearly, but not quite, the format's";
    CELL_COUNT, Report(tables::cell_count), "tables/cell-count", Error, "一行中的数字多了或少了", "A row has too few or too many figures";
    BLANK_CELL, Report(cells::blank_cell), "tables/blank-cell", Warning, "表格有空白格未填", "Cells are blank";
    NOT_A_NUMBER, Report(cells::not_a_number), "tables/not-a-number", Error, "应填数字处不是数字", "A cell holds something else than a figure";
    NEGATIVE, Report(cells::negative), "tables/negative", Error, "件数为负数", "A count is negative";
    NOT_AN_INTEGER, Report(cells::not_an_integer), "tables/not-an-integer", Error, "件数不是整数", "A count is not a whole number";
    NOT_APPLICABLE_MARK, Report(cells::not_applicable_mark), "tables/not-applicable-mark", Information, "用“/”“-”代替数字", "Marks stand where figures belong";
    UNREADABLE_TABLE, Report(tables::unreadable_table), "tables/unreadable-table", Information, "表格文字无法按行读取，未检查", "A table cannot be read by rows and was not checked";
    UNREADABLE_ROW, Report(tables::unreadable_row), "tables/unreadable-row", Information, "一行有两种读法，未检查", "A row can be read in two ways and was not checked";
    SLIP, Report(totals::slip), "totals/slip", Error, "一处笔误使几条勾稽关系不成立", "One slip explains all equations that do not hold";
    ROW_TOTAL, Report(totals::unequal), "totals/row-total", Error, "各类申请人之和不等于总计", "The applicants of a row do not add up to its total";
    HANDLED_TOTAL, Report(totals::unequal), "totals/handled-total", Error, "各项办理结果之和不等于（七）总计", "The results do not add up to （七）总计";
    BALANCE, Report(totals::unequal), "totals/balance", Error, "新收加上年结转不等于办理总计加结转下年", "Received and carried in are not handled and carried out";
    GROUP_TOTAL, Report(totals::unequal), "totals/group-total", Error, "各种结果之和不等于该组总计", "The results of a group do not add up to its total";
    IMPLAUSIBLE, Report(totals::implausible), "totals/implausible", Warning, "现行有效件数小于制发减废止", "A figure is smaller than others allow";
    UNLIKELY_REGULATION, Report(totals::unlikely_regulation), "totals/unlikely-regulation", Information, "一般无权制定规章的机关填报了规章", "An agency that can hardly make regulations reports some";
    OTHER_TOTAL, Report(totals::unequal), "totals/other-total", Error, "自定义格式中的等式不成立", "An equation of a format of one's own does not hold";
    PLACEHOLDER, Joined(placeholder::placeholder, placeholder::together), "text/placeholder", Warning, "正文中有没有填写的地方", "Something in the prose was left to fill in";
    UNUSUAL_CHARACTERS, Joined(characters::unusual, characters::together), "text/unusual-characters", Hint, "文中有看不见的字符，或编码不同的形近字", "Characters that show nothing, or only look like ordinary ones";
    FIGURE_MISMATCH, Report(mismatch::figures), "text/figure-mismatch", Warning, "正文中的数与表格不一致", "A sentence states another figure than the table";
    ZERO_CLAIM, Report(mismatch::claims), "text/zero-claim", Warning, "正文写“没有”或“全部”，与表格不符", "A sentence says none, or all, and the table has it otherwise";
    TEXT_BALANCE, Section(balance::balance), "text/balance", Warning, "正文中收到、办结和结转的数不平衡", "The figures of a sentence on applications do not balance";
    PERCENTAGE, Section(percentage::percentage), "text/percentage", Warning, "百分比与两个数不符", "A percentage is not that of its two figures";
    REPEATED_FIGURE, Report(repeated::repeated), "text/repeated-figure", Warning, "同一件事前后写的数不一致", "One fact is stated with two figures";
    SUBTOTAL, Section(subtotal::subtotal), "text/subtotal", Information, "分项之和不等于合计", "The parts that a sentence lists are not its total";
    WRONG_YEAR, Section(year::wrong_year), "text/wrong-year", Warning, "正文写的年份不是本年度", "A sentence on the period names another year";
    STATISTICAL_PERIOD, Section(year::statistical_period), "text/statistical-period", Warning, "统计期限不是本年度", "The period stated is not the year";
    WRONG_AGENCY, Section(agency::wrong_agency), "text/wrong-agency", Information, "正文写的不是本机关", "The text names another agency as its own";
    CITATION, Section(citation::citation), "text/citation", Warning, "格式通知或条例的文号有误", "The notice or the regulation is cited with a wrong number";
    FEE_STATEMENT, Report(parts::fee_statement), "text/fee-statement", Information, "没有写明信息处理费", "Nothing is said of fees for handling information";
    ENUMERATION, Section(enumeration::enumeration), "text/enumeration", Information, "序号不连续", "The numbers of a list do not follow one another";
    STATED_PARTS, Section(parts::stated_parts), "text/stated-parts", Information, "所说的部分数与列出的不符", "Another number of parts is stated than named";
    PUNCTUATION, Joined(signs::punctuation, signs::together), "text/punctuation", Hint, "标点重复或用了半角", "Punctuation stands twice or is half-width";
    REPEATED_TEXT, Section(signs::repeated_text), "text/repeated-text", Hint, "文字重复", "Words stand twice running";
    APPROXIMATE_FIGURE, Section(signs::approximate), "text/approximate-figure", Hint, "准确的数后面用了“余”“多”", "An exact figure is called approximate";
    OVERVIEW_LENGTH, Section(overview::length), "text/overview-length", Information, "总体情况超过限定的字数", "The overview is longer than the limit", off above 1000;
    GROWTH, Section(growth::within), "series/growth", Warning, "增减的数与两年的数不符", "A growth is not the difference of the two years";
    CARRIED_IN, Across, "series/carried-in", Error, "上年结转与上年报告的结转下年度不一致", "What was carried in is not what last year's report carries out";
    IN_FORCE, Across, "series/in-force", Information, "现行有效件数与上年报告推算的不同", "What is in force does not follow from last year's report";
    COPIED_TEXT, Across, "series/copied-text", Hint, "文字与上年报告雷同", "The text is much the same as last year's", above 50;
    WHOLE, Across, "series/whole", Error, "汇总数不等于各部分之和", "A figure is not the sum of the parts";
    MISSING_PART, Across, "series/missing-part", Information, "汇总所含的机关有的没有报告", "Parts of a whole have no report";
    IGNORE_COMMENT, Report(ignores::ignore_comment), "config/ignore-comment", Hint, "忽略注释不起作用", "A comment that asks for findings to be ignored does nothing";
}

/// The rule on comments that ask for findings to be ignored.
pub fn ignore_comment() -> &'static Rule {
    &IGNORE_COMMENT
}

/// The rules that hold reports against one another.
pub mod across {
    use super::Rule;

    /// On what one year leaves to the next.
    pub static CARRIED_IN: &Rule = &super::CARRIED_IN;
    /// On what grew.
    pub static GROWTH: &Rule = &super::GROWTH;
    /// On text that stayed as it was.
    pub static COPIED_TEXT: &Rule = &super::COPIED_TEXT;
    /// On sums of other reports.
    pub static WHOLE: &Rule = &super::WHOLE;
    /// On reports that such a sum lacks.
    pub static MISSING_PART: &Rule = &super::MISSING_PART;
}

/// Whether a rule finds what is only known from other reports.
pub fn is_across(id: &str) -> bool {
    id == GROWTH.id || CHECKS.iter().any(|(rule, check)| rule.id == id && matches!(check, Check::Across))
}
