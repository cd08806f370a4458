//! Reports out of office documents, and into them.
//!
//! Invariants: whatever the bytes of a file are, it is read or there is one line that says why not; no more memory is
//! taken than `limits` allow. A figure that was read says where it stood in the source. What cannot be read is
//! said where it stood and counted, never guessed. How the official form looks is said by the page of the core,
//! and by nothing here.

#![forbid(unsafe_code)]

mod document;
mod docx;
mod draft;
mod html;
mod limits;
mod markdown;
mod package;
mod place;
mod refusal;
mod xlsx;
mod xml;

pub use document::{Block, Cell, Document, Kind, Paragraph, Run, Table};
pub use place::{Imported, Place, Placed, Source};
pub use refusal::Refusal;

use std::path::Path;

use gouji_core::analysis::Analysis;
use gouji_core::assist::page::{self, Manner};
use gouji_core::report::Report;
use gouji_core::report::lexicon::Lexicon;
use gouji_core::rules::Lang;
use gouji_core::text::{Encoding, Text};
use package::{Content, Package};

/// The endings of the names of files that are imported, or that are said not to be.
const ENDINGS: [(&str, Ending); 13] = [
    ("docx", Ending::Word),
    ("docm", Ending::Word),
    ("dotx", Ending::Word),
    ("xlsx", Ending::Excel),
    ("xlsm", Ending::Excel),
    ("html", Ending::Page),
    ("htm", Ending::Page),
    ("doc", Ending::OldWord),
    ("wps", Ending::OldWord),
    ("rtf", Ending::OldWord),
    ("xls", Ending::OldExcel),
    ("et", Ending::OldExcel),
    ("xhtml", Ending::Page),
];

/// What the ending of a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Word,
    Excel,
    Page,
    OldWord,
    OldExcel,
}

/// Whether a file of this name is imported before it is read as a report.
pub fn is_imported(path: &Path) -> bool {
    ending(path).is_some()
}

fn ending(path: &Path) -> Option<Ending> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, ending)| *ending)
}

/// The report of a file of another program, as Markdown.
///
/// # Errors
///
/// Where it cannot be read, or is not what its name says.
pub fn import(path: &Path, bytes: &[u8], lexicon: &Lexicon) -> Result<Imported, Refusal> {
    const OLD: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let ending = ending(path);
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if ending.is_none() {
        return Err(Refusal::Unknown);
    }
    if bytes.starts_with(OLD) {
        // The files of today are put into one of old where they have a password.
        let package: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is_package = bytes.windows(package.len()).any(|window| window == package);
        return Err(match ending {
            _ if is_package => Refusal::Encrypted,
            Some(Ending::Excel | Ending::OldExcel) => Refusal::OldExcel,
            _ => Refusal::OldWord,
        });
    }
    let (document, source) = if bytes.starts_with(b"PK") {
        let mut package = Package::open(bytes)?;
        match (package.content, ending) {
            (Content::Word, Some(Ending::Word)) => (docx::read(&mut package)?, Source::Word),
            (Content::Excel, Some(Ending::Excel)) => {
                package.measure()?;
                let (document, sheets) = xlsx::read(bytes)?;
                (document, Source::Excel(sheets))
            }
            (Content::Word, _) => return Err(Refusal::Misnamed(Some("Word（.docx）"))),
            (Content::Excel, _) => return Err(Refusal::Misnamed(Some("Excel（.xlsx）"))),
            (Content::Other, _) => return Err(Refusal::Misnamed(None)),
        }
    } else {
        match ending {
            Some(Ending::Page) => (html::read(bytes, lexicon)?, Source::Page),
            Some(Ending::OldWord) => return Err(Refusal::OldWord),
            Some(Ending::OldExcel) => return Err(Refusal::OldExcel),
            _ => return Err(Refusal::Misnamed(None)),
        }
    };
    if !document.fits() {
        return Err(Refusal::TooMuch);
    }
    let imported = markdown::imported(document, source, lexicon);
    if imported.text.trim().is_empty() { Err(Refusal::NoText) } else { Ok(imported) }
}

/// The reports of a text in the official form, as a document of Word.
pub fn docx(analysis: &Analysis, text: &Text) -> Vec<u8> {
    docx::write(&html::document(&page::document(analysis, text, &[], Lang::Zh)))
}

/// The reports of a text as a workbook, with their tables in the official form.
///
/// # Errors
///
/// Where there is more in the text than a sheet holds.
pub fn xlsx(analysis: &Analysis, text: &Text) -> Result<Vec<u8>, String> {
    // Beside an editor the page says which figure each cell is.
    let manner = Manner { lang: Lang::Zh, positions: Some(Encoding::Utf16) };
    let page = page::page(analysis, text, &[], manner);
    let reports: Vec<&Report> = analysis.parts().map(|part| &**part.report).collect();
    xlsx::write(&html::document(&page.body), &reports).map_err(|error| error.to_string())
}

/// A text with all tables in the canonical shape that were read with certainty.
pub fn markdown(analysis: &Analysis, text: &Text) -> String {
    markdown::of_text(text, analysis)
}
