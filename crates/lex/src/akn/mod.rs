//! Akoma Ntoso 3.0 (OASIS): a document, or its text at a date, as XML that other legal systems read.
//!
//! Phần is `part`, Chương `chapter`, Mục `section`, Tiểu mục `subsection`, Điều `article`, khoản `paragraph`, điểm `point`, tiết `indent`;
//! Quy chế and Phụ lục are attachments with numbering of their own; the new text an amendment brings is a `quotedStructure`.
//!
//! **Invariants.** Whatever the text, the result is well-formed, every eId in it is unique, and nothing of the text is left out but
//! characters that XML does not allow.

mod body;
mod meta;
mod write;

use jiff::civil::Date;

use crate::amend::Amendments;
use crate::cite::Citation;
use crate::naming::Work;
use crate::outline::{Branch, Leaf, Line, Outline};
use crate::structure::{Document, Span, UnitKind};
use crate::time::{Consolidated, Provenance, Told};
use write::Writer;
pub(crate) use write::escape;

/// What is known of a document whose text at a date is written out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// What names it.
    pub work: Work,
    /// Trích yếu.
    pub title: Option<String>,
    /// The day it took force, when it is known.
    pub in_force: Option<Date>,
}

/// A document as Akoma Ntoso, with what it cites as links.
pub fn akn(document: &Document, citations: &[Citation]) -> String {
    of_document(document, citations, None)
}

/// The same for an act that amends others: what it changes is told in its analysis.
pub fn akn_of_act(document: &Document, citations: &[Citation], amendments: &Amendments) -> String {
    of_document(document, citations, Some(amendments))
}

/// The text of a document at a date as Akoma Ntoso; which act made each unit what it is stands in its analysis.
pub fn akn_of_text(facts: &Facts, text: &Consolidated) -> String {
    let outline = Outline::of_node(&text.root);
    let sections = Sections::of_lines(&outline);
    let changed: Vec<(usize, &Provenance)> = provenances(&outline.root);
    let version = changed.iter().map(|(_, made)| made.from).max();
    let identity = meta::Identity {
        work: facts.work.clone(),
        title: facts.title.clone(),
        version: version.or(facts.work.date),
    };
    let mut writer = Writer::new(&outline, &identity, None, 4096);
    writer.begin(&identity, version.is_some());
    writer.lifecycle(&identity, facts.in_force, &changed);
    writer.passive(&changed);
    writer.temporal(&changed);
    writer.references(&identity);
    let told: Vec<(&str, &Told)> = (text.pending.iter().map(|told| ("pending", told)))
        .chain(text.unapplied.iter().map(|told| ("unapplied", told)))
        .collect();
    writer.remarks(&told);
    writer.end_meta();
    writer.sections(&sections);
    writer.end()
}

fn of_document(
    document: &Document,
    citations: &[Citation],
    amendments: Option<&Amendments>,
) -> String {
    let outline = Outline::of(document, citations);
    let sections = Sections::of_document(&outline, document);
    let identity = meta::Identity::of(document);
    let length = document.text.view().len();
    let mut writer = Writer::new(&outline, &identity, Some(document), length * 2 + 4096);
    writer.begin(&identity, false);
    writer.lifecycle(&identity, None, &[]);
    if let Some(amendments) = amendments {
        writer.active(document, amendments);
    }
    writer.references(&identity);
    writer.end_meta();
    writer.sections(&sections);
    writer.end()
}

/// The pieces of a document by their part in it.
#[derive(Default)]
struct Sections<'o, 'a> {
    preface: Vec<&'o Leaf<'a>>,
    preamble: Vec<(&'o Leaf<'a>, Role)>,
    body: Vec<&'o Leaf<'a>>,
    conclusions: Vec<&'o Leaf<'a>>,
    attachments: Vec<&'o Branch<'a>>,
    /// Where the name of the document stands.
    title: Option<Span>,
}

/// What a line of a preamble is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Căn cứ.
    Basis,
    /// The sentence that promulgates.
    Enacting,
    /// Anything else.
    Other,
}

impl<'o, 'a> Sections<'o, 'a> {
    fn of_document(outline: &'o Outline<'a>, document: &Document) -> Self {
        let head = &document.head;
        let starts = |span: Option<&Span>| span.map(|span| span.start);
        let first = starts(head.bases.first()).or(starts(head.enacting.as_ref()));
        let last = (head.enacting.as_ref().or(head.bases.last())).map(|span| span.end);
        let named = head.subject.as_ref().map_or(0, |span| span.end);
        let preface_to = first.unwrap_or(named);
        let mut sections = Self {
            title: head.subject.clone(),
            ..Self::default()
        };
        let mut begun = false;
        for leaf in &outline.root.leaves {
            let at = start_of(leaf);
            match leaf {
                Leaf::Branch(branch) if branch.is_attachment() => {
                    sections.attachments.push(branch);
                }
                Leaf::Branch(_) => {
                    begun = true;
                    sections.body.push(leaf);
                }
                _ if !begun && at < preface_to => sections.preface.push(leaf),
                _ if !begun && last.is_some_and(|last| at < last) => {
                    let within = |span: &Span| span.start <= at && at < span.end;
                    let role = if head.bases.iter().any(within) {
                        Role::Basis
                    } else if head.enacting.as_ref().is_some_and(within) {
                        Role::Enacting
                    } else {
                        Role::Other
                    };
                    sections.preamble.push((leaf, role));
                }
                _ if head.signature.as_ref().is_some_and(|s| at >= s.start) => {
                    sections.conclusions.push(leaf);
                }
                _ => sections.body.push(leaf),
            }
        }
        sections
    }

    /// The same for a text whose lines alone tell what they are.
    fn of_lines(outline: &'o Outline<'a>) -> Self {
        let leaves = &outline.root.leaves;
        let is_unit = |leaf: &Leaf<'_>| matches!(leaf, Leaf::Branch(b) if !b.is_attachment());
        let first = leaves.iter().position(is_unit);
        let last = leaves.iter().rposition(is_unit).unwrap_or(0);
        let mut sections = Self::default();
        for (index, leaf) in leaves.iter().enumerate() {
            let basis = matches!(leaf, Leaf::Text(Line::Plain(text)) if text.starts_with("Căn cứ"));
            match leaf {
                Leaf::Branch(branch) if branch.is_attachment() => {
                    sections.attachments.push(branch);
                }
                _ if first.is_none() || is_unit(leaf) => sections.body.push(leaf),
                _ if Some(index) < first && basis => sections.preamble.push((leaf, Role::Basis)),
                _ if Some(index) < first && !sections.preamble.is_empty() => {
                    sections.preamble.push((leaf, Role::Other));
                }
                _ if Some(index) < first => sections.preface.push(leaf),
                _ if index > last => sections.conclusions.push(leaf),
                _ => sections.body.push(leaf),
            }
        }
        sections
    }
}

/// Where a piece begins in the view.
fn start_of(leaf: &Leaf<'_>) -> usize {
    let line = match leaf {
        Leaf::Text(line) | Leaf::Mod(Some(line), _) => Some(line),
        Leaf::Table(rows) => rows.first(),
        Leaf::Mod(None, _) | Leaf::Branch(_) => None,
    };
    match line {
        Some(Line::Span(span)) => span.start,
        _ => usize::MAX,
    }
}

/// What made each unit what it is, with the unit's place among the eIds.
fn provenances<'a>(root: &Branch<'a>) -> Vec<(usize, &'a Provenance)> {
    let mut found: Vec<_> = (root.provenance.iter())
        .map(|made| (root.eid, made))
        .collect();
    for leaf in &root.leaves {
        if let Leaf::Branch(branch) = leaf {
            found.extend(provenances(branch));
        }
    }
    found
}

/// The name of an attached document in the file.
const fn attachment_name(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Attached => "van-ban-kem-theo",
        UnitKind::Document | UnitKind::Level(_) | UnitKind::Annex => "phu-luc",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amend;
    use crate::cite::{Citer, Context};
    use crate::registry::Registry;
    use crate::time::{Act, consolidate};

    const BASE: &str = "QUỐC HỘI\nLuật số: 1/2020/QH14\nHà Nội, ngày 01 tháng 02 năm 2020\nLUẬT\nPHÍ THỬ\nCăn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;\nQuốc hội ban hành Luật Phí thử.\nChương I\nQUY ĐỊNH CHUNG\nĐiều 1. Mức thu\n1. Mức thu là mười đồng.\n2. Miễn thu đối với:\na) Hộ nghèo;\nb) Người già theo khoản 1 Điều 2 của Luật này.\nĐiều 2. Thi hành\n1. Luật này có hiệu lực từ ngày 01 tháng 7 năm 2020.\n";

    fn lines(xml: &str) -> String {
        let from = xml.find("</meta>").unwrap_or(0);
        xml[from..].replace("><", ">\n<")
    }

    fn citations(document: &Document) -> Vec<Citation> {
        let context = Context {
            document: document.head.number.clone(),
            date: document.head.date,
            ..Context::default()
        };
        Citer::new(Registry::new()).cite(document.text.view(), &context)
    }

    #[test]
    fn a_law_becomes_units_with_eids_and_links() {
        let document = Document::read(BASE);
        insta::assert_snapshot!(lines(&akn(&document, &citations(&document))), @r##"
        </meta>
        <preface>
        <p>QUỐC HỘI</p>
        <p>Luật số: 1/2020/QH14</p>
        <p>Hà Nội, ngày 01 tháng 02 năm 2020</p>
        <p>LUẬT</p>
        <p>
        <docTitle>PHÍ THỬ</docTitle>
        </p>
        </preface>
        <preamble>
        <citations eId="cits_1">
        <citation eId="cit_1">
        <p>Căn cứ <ref href="/akn/vn/act/hien-phap/hien-phap-nuoc-cong-hoa-xa-hoi-chu-nghia-viet-nam">Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam</ref>;</p>
        </citation>
        </citations>
        <formula name="enacting">
        <p>Quốc hội ban hành <ref href="/akn/vn/act/luat/luat-phi-thu">Luật Phí thử</ref>.</p>
        </formula>
        </preamble>
        <body>
        <chapter eId="chp_1">
        <num>Chương I</num>
        <heading>QUY ĐỊNH CHUNG</heading>
        <article eId="art_1">
        <num>Điều 1.</num>
        <heading>Mức thu</heading>
        <paragraph eId="art_1__para_1">
        <num>1.</num>
        <content>
        <p>Mức thu là mười đồng.</p>
        </content>
        </paragraph>
        <paragraph eId="art_1__para_2">
        <num>2.</num>
        <intro>
        <p>Miễn thu đối với:</p>
        </intro>
        <point eId="art_1__para_2__point_a">
        <num>a)</num>
        <content>
        <p>Hộ nghèo;</p>
        </content>
        </point>
        <point eId="art_1__para_2__point_b">
        <num>b)</num>
        <content>
        <p>Người già theo <ref href="#art_2__para_1">khoản 1 Điều 2 của Luật này</ref>.</p>
        </content>
        </point>
        </paragraph>
        </article>
        <article eId="art_2">
        <num>Điều 2.</num>
        <heading>Thi hành</heading>
        <paragraph eId="art_2__para_1">
        <num>1.</num>
        <content>
        <p>
        <ref href="/akn/vn/act/luat/2020-02-01/1-2020-qh14">Luật này</ref> có hiệu lực từ ngày 01 tháng 7 năm 2020.</p>
        </content>
        </paragraph>
        </article>
        </chapter>
        </body>
        </act>
        </akomaNtoso>
        "##);
    }

    #[test]
    fn new_text_and_attachments_keep_their_own_numbers() {
        let text = "NGHỊ QUYẾT\nĐiều 1. Sửa đổi\n1. Sửa đổi khoản 2 Điều 3 như sau:\n“2. Mức thu mới là A & B:\na) Một;\nb) Hai.\n3. Ba.”.\nĐiều 2. Ban hành kèm theo Nghị quyết này Quy chế làm việc.\nCHỦ TỊCH\n\nQUY CHẾ\nLàm việc\n(Ban hành kèm theo Nghị quyết số 1/NQ-HĐND)\nĐiều 1. Phạm vi\nQuy chế này quy định.\nĐiều 2. Họp\na) A;\nb) B;\nc) C;\nd) D;\nđ) Chuyên đề.\n";
        let document = Document::read(text);
        insta::assert_snapshot!(lines(&akn(&document, &[])), @r##"
        </meta>
        <body>
        <alinea eId="al_1">
        <content>
        <p>NGHỊ QUYẾT</p>
        </content>
        </alinea>
        <article eId="art_1">
        <num>Điều 1.</num>
        <heading>Sửa đổi</heading>
        <paragraph eId="art_1__para_1">
        <num>1.</num>
        <content>
        <p>
        <mod eId="art_1__para_1__mod_1">Sửa đổi khoản 2 Điều 3 như sau:<quotedStructure eId="art_1__para_1__mod_1__qstr_1" startQuote="“" endQuote="”">
        <paragraph eId="art_1__para_1__mod_1__qstr_1__para_2">
        <num>2.</num>
        <intro>
        <p>Mức thu mới là A &amp; B:</p>
        </intro>
        <point eId="art_1__para_1__mod_1__qstr_1__para_2__point_a">
        <num>a)</num>
        <content>
        <p>Một;</p>
        </content>
        </point>
        <point eId="art_1__para_1__mod_1__qstr_1__para_2__point_b">
        <num>b)</num>
        <content>
        <p>Hai.</p>
        </content>
        </point>
        </paragraph>
        <paragraph eId="art_1__para_1__mod_1__qstr_1__para_3">
        <num>3.</num>
        <content>
        <p>Ba.</p>
        </content>
        </paragraph>
        </quotedStructure>.</mod>
        </p>
        </content>
        </paragraph>
        </article>
        <article eId="art_2">
        <num>Điều 2.</num>
        <content>
        <p>Ban hành kèm theo Nghị quyết này Quy chế làm việc.</p>
        </content>
        </article>
        </body>
        <conclusions>
        <p>CHỦ TỊCH</p>
        </conclusions>
        <attachments>
        <attachment eId="att_1">
        <heading>QUY CHẾ Làm việc</heading>
        <doc name="van-ban-kem-theo">
        <meta>
        <identification source="#dancu">
        <FRBRWork>
        <FRBRthis value="/akn/vn/act/nghi-quyet/khong-so/!att_1"/>
        <FRBRuri value="/akn/vn/act/nghi-quyet/khong-so"/>
        <FRBRdate date="0001-01-01" name="unknown"/>
        <FRBRauthor href="#issuer"/>
        <FRBRcountry value="vn"/>
        </FRBRWork>
        <FRBRExpression>
        <FRBRthis value="/akn/vn/act/nghi-quyet/khong-so/vie@/!att_1"/>
        <FRBRuri value="/akn/vn/act/nghi-quyet/khong-so/vie@"/>
        <FRBRdate date="0001-01-01" name="version"/>
        <FRBRauthor href="#issuer"/>
        <FRBRlanguage language="vie"/>
        </FRBRExpression>
        <FRBRManifestation>
        <FRBRthis value="/akn/vn/act/nghi-quyet/khong-so/vie@/!att_1.xml"/>
        <FRBRuri value="/akn/vn/act/nghi-quyet/khong-so/vie@.xml"/>
        <FRBRdate date="0001-01-01" name="version"/>
        <FRBRauthor href="#dancu"/>
        <FRBRformat value="application/xml"/>
        </FRBRManifestation>
        </identification>
        </meta>
        <mainBody>
        <p>(Ban hành kèm theo Nghị quyết số 1/NQ-HĐND)</p>
        <article eId="att_1__art_1">
        <num>Điều 1.</num>
        <heading>Phạm vi</heading>
        <content>
        <p>Quy chế này quy định.</p>
        </content>
        </article>
        <article eId="att_1__art_2">
        <num>Điều 2.</num>
        <heading>Họp</heading>
        <point eId="att_1__art_2__point_a">
        <num>a)</num>
        <content>
        <p>A;</p>
        </content>
        </point>
        <point eId="att_1__art_2__point_b">
        <num>b)</num>
        <content>
        <p>B;</p>
        </content>
        </point>
        <point eId="att_1__art_2__point_c">
        <num>c)</num>
        <content>
        <p>C;</p>
        </content>
        </point>
        <point eId="att_1__art_2__point_d">
        <num>d)</num>
        <content>
        <p>D;</p>
        </content>
        </point>
        <point eId="att_1__art_2__point_dd">
        <num>đ)</num>
        <content>
        <p>Chuyên đề.</p>
        </content>
        </point>
        </article>
        </mainBody>
        </doc>
        </attachment>
        </attachments>
        </act>
        </akomaNtoso>
        "##);
    }

    #[test]
    fn a_text_at_a_date_says_what_made_it() {
        let amending = "QUỐC HỘI\nLuật số: 2/2021/QH15\nHà Nội, ngày 01 tháng 02 năm 2021\nLUẬT\nSỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT PHÍ THỬ SỐ 1/2020/QH14\nĐiều 1. Sửa đổi, bổ sung một số điều của Luật Phí thử số 1/2020/QH14\n1. Sửa đổi, bổ sung khoản 1 Điều 1 như sau:\n“1. Mức thu là hai mươi đồng.”.\n2. Bãi bỏ điểm a khoản 2 Điều 1.\nĐiều 2. Hiệu lực thi hành\nLuật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2021.\n";
        let (base, act) = (Document::read(BASE), Document::read(amending));
        let amendments = amend::read(&act, &Citer::new(Registry::new()));
        let acts = [Act {
            number: "2/2021/QH15",
            passed: act.head.date,
            amendments: &amendments,
        }];
        let day = Date::constant(2026, 1, 1);
        let text = consolidate(&base, "1/2020/QH14", &acts, day);
        let facts = Facts {
            work: Work {
                kind: Some("Luật".into()),
                issuer: Some("Quốc hội".into()),
                date: base.head.date,
                number: Some("1/2020/QH14".into()),
            },
            title: Some("Luật Phí thử".into()),
            in_force: Some(Date::constant(2020, 7, 1)),
        };
        let xml = akn_of_text(&facts, &text).replace("><", ">\n<");
        let told: Vec<&str> = (xml.lines())
            .filter(|line| {
                [
                    "FRBRuri",
                    "eventRef",
                    "textualMod",
                    "source href",
                    "destination",
                    "removed",
                ]
                .iter()
                .any(|word| line.contains(word))
            })
            .collect();
        insta::assert_snapshot!(told.join("\n"), @r##"
        <FRBRuri value="/akn/vn/act/luat/2020-02-01/1-2020-qh14"/>
        <FRBRuri value="/akn/vn/act/luat/2020-02-01/1-2020-qh14/vie@2021-07-01"/>
        <FRBRuri value="/akn/vn/act/luat/2020-02-01/1-2020-qh14/vie@2021-07-01.xml"/>
        <eventRef eId="evt_made" date="2020-02-01" source="#original" type="generation"/>
        <eventRef eId="evt_force" date="2020-07-01" source="#original"/>
        <eventRef eId="evt_1" date="2021-07-01" source="/akn/vn/act/2021/2-2021-qh15" type="amendment"/>
        <textualMod eId="pmod_1" type="substitution">
        <source href="/akn/vn/act/2021/2-2021-qh15/~art_1__para_1"/>
        <destination href="#art_1__para_1"/>
        </textualMod>
        <textualMod eId="pmod_2" type="repeal">
        <source href="/akn/vn/act/2021/2-2021-qh15/~art_1__para_2"/>
        <destination href="#art_1__para_2__point_a"/>
        </textualMod>
        <point eId="art_1__para_2__point_a" status="removed">
        "##);
    }
}
