//! The parts that every document has alike.

use std::fmt::Write;

use shared::lang::Lang;

pub const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

pub const TYPES: &str = concat!(
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/>"#,
    r#"<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"#,
    r#"<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#,
    r#"<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>"#,
    r#"<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>"#,
    r#"<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>"#,
    "</Types>",
);

pub const PACKAGE: &str = concat!(
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>"#,
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>"#,
    "</Relationships>",
);

pub const PARTS: &str = concat!(
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>"#,
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/>"#,
    r#"<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/>"#,
    "</Relationships>",
);

/// Without it Word takes the file for one of its oldest versions.
pub const SETTINGS: &str = concat!(
    r#"<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
    r#"<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>"#,
    "</w:settings>",
);

/// The page number, in the middle.
pub const HEADER: &str = concat!(
    r#"<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
    r#"<w:p><w:pPr><w:pStyle w:val="Middle"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>"#,
    r#"<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>"#,
    r#"<w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>"#,
);

/// A paragraph style: its id, the shape of the paragraph, the shape of its letters.
type Style = (&'static str, &'static str, &'static str);

const STYLES: [Style; 15] = [
    (
        "Body",
        r#"<w:spacing w:after="120" w:line="276" w:lineRule="auto"/><w:ind w:firstLine="567"/><w:jc w:val="both"/>"#,
        "",
    ),
    (
        "BodyEnd",
        r#"<w:keepNext/><w:keepLines/><w:spacing w:after="120" w:line="276" w:lineRule="auto"/><w:ind w:firstLine="567"/><w:jc w:val="both"/>"#,
        "",
    ),
    (
        "Item",
        r#"<w:tabs><w:tab w:val="left" w:pos="964"/></w:tabs><w:spacing w:after="80" w:line="276" w:lineRule="auto"/><w:ind w:left="964" w:hanging="397"/><w:jc w:val="both"/>"#,
        "",
    ),
    (
        "Heading1",
        r#"<w:keepNext/><w:spacing w:before="160" w:after="80"/><w:jc w:val="both"/><w:outlineLvl w:val="0"/>"#,
        "<w:b/><w:bCs/>",
    ),
    (
        "Title",
        r#"<w:keepNext/><w:spacing w:before="360"/><w:jc w:val="center"/>"#,
        r#"<w:b/><w:bCs/><w:sz w:val="32"/><w:szCs w:val="32"/>"#,
    ),
    ("Subtitle", r#"<w:keepNext/><w:jc w:val="center"/>"#, "<w:b/><w:bCs/>"),
    ("Rule", r#"<w:spacing w:after="160"/><w:jc w:val="center"/>"#, ""),
    ("Middle", r#"<w:keepNext/><w:jc w:val="center"/>"#, r#"<w:sz w:val="26"/><w:szCs w:val="26"/>"#),
    ("Name", r#"<w:spacing w:before="1300"/><w:jc w:val="center"/>"#, "<w:b/><w:bCs/>"),
    ("Small", "", r#"<w:sz w:val="24"/><w:szCs w:val="24"/>"#),
    ("Gap", "<w:keepNext/>", r#"<w:sz w:val="12"/><w:szCs w:val="12"/>"#),
    ("Cell", r#"<w:spacing w:before="20" w:after="20"/>"#, r#"<w:sz w:val="24"/><w:szCs w:val="24"/>"#),
    (
        "CellHead",
        r#"<w:keepNext/><w:spacing w:before="20" w:after="20"/><w:jc w:val="center"/>"#,
        r#"<w:b/><w:bCs/><w:sz w:val="24"/><w:szCs w:val="24"/>"#,
    ),
    (
        "CellNumber",
        r#"<w:spacing w:before="20" w:after="20"/><w:jc w:val="right"/>"#,
        r#"<w:sz w:val="24"/><w:szCs w:val="24"/>"#,
    ),
    (
        "CellMiddle",
        r#"<w:spacing w:before="20" w:after="20"/><w:jc w:val="center"/>"#,
        r#"<w:sz w:val="24"/><w:szCs w:val="24"/>"#,
    ),
];

/// The styles: Times New Roman of 14 points, and a face with Bengali letters beside it.
pub fn styles(lang: Lang) -> String {
    let tag = match lang {
        Lang::Vi => "vi-VN",
        Lang::En => "en-GB",
        Lang::Bn => "bn-BD",
    };
    let mut xml = format!(
        "<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" \
         w:eastAsia=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Nirmala UI\"/><w:sz w:val=\"28\"/>\
         <w:szCs w:val=\"28\"/><w:lang w:val=\"{tag}\" w:bidi=\"bn-BD\"/></w:rPr></w:rPrDefault><w:pPrDefault/>\
         </w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name \
         w:val=\"Normal\"/></w:style>"
    );
    for (id, paragraph, letters) in STYLES {
        // The name by which word processors know their own style.
        let name = if id == "Heading1" { "heading 1" } else { id };
        // Writing into a string cannot fail.
        write!(
            xml,
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn \
             w:val=\"Normal\"/><w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
        )
        .ok();
    }
    xml.push_str("</w:styles>");
    xml
}
