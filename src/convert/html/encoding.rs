//! Bytes of a page → text.
//!
//! Invariant: where the page says in what it is written and that can be read without a fault, it is read so; else as
//! any text is.

use encoding_rs::Encoding;

use crate::refusal::Refusal;

/// The text of a page.
pub fn text(bytes: &[u8]) -> Result<String, Refusal> {
    let has_mark = Encoding::for_bom(bytes).is_some();
    let said = said(bytes).filter(|_| !has_mark);
    if let Some(text) = said.and_then(|said| said.decode_without_bom_handling_and_without_replacement(bytes))
    {
        return Ok(text.into_owned());
    }
    gouji_files::decode(bytes).map(|read| read.text.into_owned()).map_err(|_| Refusal::Misnamed(None))
}

/// What a page says at its head.
fn said(bytes: &[u8]) -> Option<&'static Encoding> {
    const HEAD: usize = 4096;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let (_, behind) = head.split_once("charset")?;
    let label = behind.trim_start().strip_prefix('=')?.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))?;
    Encoding::for_label(&label.as_bytes()[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_as_it_says_unless_that_cannot_be() {
        let gbk = [b"<meta charset=\"gbk\">".as_slice(), &[0xd2, 0xbb]].concat();
        assert!(text(&gbk).unwrap().ends_with('一'));
        let wrong =
            [b"<meta http-equiv=x content='text/html; charset=gb2312'>".as_slice(), "一页".as_bytes()]
                .concat();
        assert!(text(&wrong).unwrap().ends_with("一页"));
    }
}
