//! Pages of web sites.

use encoding_rs::GBK;

use super::sample::{CLEAN, figures, prose, text};

/// The report of a page, in paragraphs and tables as sites have them.
fn body() -> String {
    let table = |rows: &[&str]| {
        let cell = |cell: &str| format!("<td>{}</td>", cell.trim());
        let row = |row: &&str| {
            let cells: String = row.trim_matches('|').split('|').map(cell).collect();
            format!("<tr>{cells}</tr>\n")
        };
        format!("<table border=1>{}</table>", rows.iter().map(row).collect::<String>())
    };
    let (mut page, mut rows) = (String::new(), Vec::new());
    for line in CLEAN.lines().chain([""]) {
        match line {
            line if line.starts_with("| -") => {}
            line if line.starts_with('|') => rows.push(line),
            line => {
                if !rows.is_empty() {
                    page += &table(&std::mem::take(&mut rows));
                }
                if !line.is_empty() {
                    page += &format!("<p style=\"text-indent:2em\">　　<span>{line}</span></p>\n");
                }
            }
        }
    }
    page
}

fn page(body: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>政府信息公开年报_云溪县人民政府</title>\
         <style>p {{ color: red }}</style><script>var a = '<p>假的</p>';</script></head><body>\
         <div id=nav><a href=/>首页</a> | <a href=/a>政务公开</a><ul><li>机构职能<li>政策文件</ul></div>\
         <div class=path>您的位置：首页 > 政务公开 > 年报</div><div id=main><div class=article>\
         <div class=info>发布时间：2025-01-20　来源：丁香镇</div><div id=zoom>{body}</div>\
         <div class=tools>【打印本页】【关闭窗口】</div></div><div style='display: none'>隐藏的话</div></div>\
         <div id=foot>主办单位：云溪县人民政府办公室<br>网站标识码：0000000000</div></body></html>"
    )
}

#[test]
fn the_report_is_found_among_what_the_site_puts_around_it() {
    assert_eq!(text("a.html", page(&body()).as_bytes()), CLEAN);
}

#[test]
fn a_page_is_read_in_the_encoding_that_it_names() {
    let page = page(&body()).replace("charset=\"utf-8\"", "charset=\"gb2312\"");
    assert_eq!(text("a.htm", &GBK.encode(&page).0), CLEAN);
    // A page that names a wrong one.
    assert_eq!(text("a.html", page.as_bytes()), CLEAN);
}

#[test]
fn lines_and_cells_that_are_not_closed_are_read_as_a_browser_reads_them() {
    let open = body()
        .replace("</td>", "")
        .replace("</tr>", "")
        .replace("</p>", "")
        .replace("<p style=\"text-indent:2em\">", "<p>");
    assert_eq!(text("a.html", page(&open).as_bytes()), CLEAN);
    let broken = body().replace("<p style=\"text-indent:2em\">", "&emsp;&emsp;").replace("</p>", "<br><br>");
    assert_eq!(text("a.html", page(&broken).as_bytes()), CLEAN);
}

#[test]
fn cells_that_cover_others_are_read_at_their_places() {
    let (head, rest) = CLEAN.split_at(CLEAN.find("| 类别").unwrap());
    let behind = &rest[rest.find("\n\n").unwrap()..];
    let words = |words: &[&str], span: &str| {
        words.iter().map(|word| format!("<td {span}>{word}</td>")).collect::<String>()
    };
    let five = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
    let form = format!(
        "<table><thead><tr><th colspan=5 rowspan=2>行政复议</th><th colspan=10>行政诉讼</th></tr>\
         <tr><th colspan=5>未经复议直接起诉</th><th colspan=5>复议后起诉</th></tr><tr>{}</tr></thead>\
         <tr>{}</tr></table>",
        words(&five, "").repeat(3),
        words(&["1", "0", "0", "0", "1", "1", "0", "0", "1", "2", "0", "0", "0", "0", "0"], "align=right")
    );
    let lines = |text: &str| prose(text).iter().map(|line| format!("<p>{line}</p>")).collect::<String>();
    let page = page(&(lines(head) + &form + &lines(behind)));
    let read = text("a.html", page.as_bytes());
    assert_eq!(prose(&read), prose(CLEAN));
    let mut disputes = figures(CLEAN);
    disputes.retain(|(table, ..), _| table == "disputes");
    assert_eq!(figures(&read), disputes);
}

#[test]
fn a_page_that_is_no_report_is_read_whole() {
    assert_eq!(text("a.html", "<p>甲<div>乙 &amp; 丙</div>".as_bytes()), "甲\n\n乙 & 丙\n");
}

#[test]
fn a_title_that_only_the_window_shows_is_not_lost() {
    let title = CLEAN.lines().next().unwrap();
    let page =
        page(&body().replacen(title, "", 1)).replace("政府信息公开年报_云溪县", &format!("{title}_云溪县"));
    assert_eq!(text("a.html", page.as_bytes()), CLEAN);
}
