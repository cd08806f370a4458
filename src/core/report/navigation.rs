//! What a web site puts around a report.
//!
//! Invariant: a sentence and a row of a table are none; which words are stands in `format/navigation.toml`.

use super::normal::is_blank;
use crate::format::navigation;

/// A line that begins or leads somewhere has at most so many characters.
const LONGEST: usize = 60;
/// And one that says whose the site is, so many.
const LONGEST_NOTE: usize = 160;

/// Whether a line is one of those that a web site puts around a page.
pub fn is_navigation(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    // Most lines of a table are figures.
    let is_figure = line.bytes().all(|byte| byte.is_ascii_digit());
    if is_figure || line.len() > 4 * LONGEST_NOTE || line.contains(['。', '；']) {
        return false;
    }
    let known = navigation::navigation();
    let navigation = &known.navigation;
    let begins = |words: &[String]| words.iter().any(|word| line.starts_with(word.as_str()));
    let length = line.chars().count();
    let leads = || line.contains(['>', '»', '›', '＞', '→']) && begins(&navigation.paths);
    let of_menu = line.trim_start_matches(is_between);
    let may_begin = known.may_begin(line) && (begins(&navigation.begins) || leads());
    let may_be_menu = || known.may_begin(of_menu) && is_menu(of_menu, &navigation.words);
    length <= LONGEST && (may_begin || may_be_menu())
        || length <= LONGEST_NOTE && navigation.holds.iter().any(|word| line.contains(word.as_str()))
}

/// Whether a character parts the words of a menu.
fn is_between(c: char) -> bool {
    is_blank(c)
        || matches!(c, '|' | '｜' | '│' | '/' | '·' | '-' | '【' | '】' | '[' | ']')
        || matches!(c, '［' | '］' | '(' | ')' | '（' | '）' | '>' | '《' | '》')
}

/// Whether nothing but words of a menu stands on a line, and not just one that a report may say too.
fn is_menu(line: &str, words: &[String]) -> bool {
    let mut said = line.split(is_between).filter(|word| !word.is_empty()).peekable();
    said.peek().is_some() && said.all(|word| words.iter().any(|known| known == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_site_puts_around_a_report_is_told_from_the_report() {
        for line in [
            "首页 > 政务公开 > 政府信息公开年报",
            "您的位置：首页>信息公开",
            "打印 关闭",
            "【打印本页】【关闭窗口】",
            "打印  |  收藏  |  关闭",
            "上一篇：云溪县水务局2023年政府信息公开工作年度报告",
            "下一篇: 没有了",
            "分享到：",
            "扫一扫在手机打开当前页",
            "版权所有：云溪县人民政府办公室　网站标识码：0000000000",
            "云ICP备00000000号",
            "字体：[大 中 小]",
            "来源:水务局    发布日期:2024-01-13 03:07:44",
            "发布时间：2024-01-13",
            "首页",
        ] {
            assert!(is_navigation(line), "{line}");
        }
        for line in [
            "",
            "无",
            "规章 0 0 6",
            "总计",
            "其他",
            "首页设有政府信息公开专栏",
            "> 规章",
            "（一）打印服务",
            "来源于群众的建议 3 件",
            "扫一扫二维码即可查询，全年访问 3 万次。",
            "网站 > 公众号 > 公示栏",
            "| 规章 | 0 | 0 | 6 |",
            "上一年度结转 0 件",
        ] {
            assert!(!is_navigation(line), "{line}");
        }
    }
}
