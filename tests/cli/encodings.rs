//! Bytes → text.

use encoding_rs::{BIG5, EUC_KR, GB18030};
use gouji::files::{FileError, decode};

const TEXT: &str = "某县教育局2024年政府信息公开工作年度报告\r\n一、总体情况\r\n本年度收到申请 12 件，“一网通办”——全部办结。\r\n二、主动公开政府信息情况\r\n";

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn check(bytes: &[u8], encoding: &str, mark: bool, text: &str) {
    let read = decode(bytes).unwrap_or_else(|error| panic!("{encoding}: {error:?}"));
    assert_eq!((read.encoding, read.mark, &*read.text), (encoding, mark, text));
}

#[test]
fn utf8() {
    check(TEXT.as_bytes(), "UTF-8", false, TEXT);
    check(format!("\u{feff}{TEXT}").as_bytes(), "UTF-8", true, TEXT);
    check(b"", "UTF-8", false, "");
    check(b"plain", "UTF-8", false, "plain");
}

#[test]
fn utf16_with_a_mark() {
    let marked = format!("\u{feff}{TEXT}𠮷");
    let text = &marked['\u{feff}'.len_utf8()..];
    check(&utf16(&marked, u16::to_le_bytes), "UTF-16LE", true, text);
    check(&utf16(&marked, u16::to_be_bytes), "UTF-16BE", true, text);
}

#[test]
fn utf16_without_a_mark() {
    for text in [TEXT, "一、总体情况\n", "一一一一\n", "abc\n", "| 0 | 0 |\n"] {
        check(&utf16(text, u16::to_le_bytes), "UTF-16LE", false, text);
        check(&utf16(text, u16::to_be_bytes), "UTF-16BE", false, text);
    }
}

#[test]
fn gb18030() {
    let (bytes, _, _) = GB18030.encode(TEXT);
    check(&bytes, "GB18030", false, TEXT);
    // These take four bytes each.
    let rare = format!("{TEXT}𠮷村㐀ḿ");
    let (bytes, _, _) = GB18030.encode(&rare);
    check(&bytes, "GB18030", false, &rare);
    let marked = format!("\u{feff}{TEXT}");
    let (bytes, _, _) = GB18030.encode(&marked);
    check(&bytes, "GB18030", true, TEXT);
    // Short files give a detector little to go by.
    for short in ["年报", "一、总体情况", "规章 0 0 0", "收到12件"] {
        let (bytes, _, _) = GB18030.encode(short);
        check(&bytes, "GB18030", false, short);
    }
}

#[test]
fn big5() {
    let text = "政府資訊公開年度報告\n一、總體情況：本年度收到申請十二件，均已辦結，並無結轉下年度繼續辦理之情形。\n".repeat(3);
    let (bytes, _, _) = BIG5.encode(&text);
    check(&bytes, "Big5", false, &text);
}

#[test]
fn what_is_not_text() {
    let binary = (0..=255u8).cycle().take(2000).collect::<Vec<_>>();
    let zip = b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\xb5\x55\x30\x23\xf4\0\0\0\x4c\x02\0\0\x0b\0\x08\x02";
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";
    let doc = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x3e\0\x03\0\xfe\xff\x09\0";
    let nul = "一、总体\0情况".as_bytes();
    for bytes in [&binary[..], zip, png, doc, nul, &[0]] {
        assert_eq!(decode(bytes), Err(FileError::Binary), "{bytes:?}");
    }
    for bytes in [&b"\xff\xfe\x00\xd8"[..], b"\xff\xff\xff"] {
        assert_eq!(decode(bytes), Err(FileError::NotText), "{bytes:?}");
    }
}

#[test]
fn a_damaged_file_is_not_taken_for_another_encoding() {
    let mut bytes = TEXT.as_bytes().to_vec();
    let place = TEXT.find("一网").unwrap();
    bytes.remove(place);
    assert_eq!(decode(&bytes), Err(FileError::DamagedUtf8(3)));
    // Cut off in the middle of a character, as a broken download is.
    let whole = TEXT.trim_end().as_bytes();
    assert_eq!(decode(&whole[..whole.len() - 1]), Err(FileError::DamagedUtf8(4)));
    bytes.splice(0..0, *b"\xef\xbb\xbf");
    assert_eq!(decode(&bytes), Err(FileError::DamagedUtf8(3)));
}

#[test]
fn no_bytes_make_it_panic() {
    let (korean, _, _) = EUC_KR.encode("정보공개 연차보고서");
    decode(&korean).ok();
    let mut state = 1u32;
    for length in 0..2000 {
        let bytes = (0..length % 60).map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        });
        decode(&bytes.collect::<Vec<_>>()).ok();
    }
}
