//! PDFs.

use reading::{Format, Unreadable, Warning};

use crate::craft::{pdf, read, save, wide};

#[test]
fn lines_and_spaces_are_told_by_where_signs_stand() {
    let first = format!(
        "BT /F1 10 Tf 1 0 0 1 50 700 Tm {} Tj {} Tj 0 -14 Td [{} -600 {} 20 {}] TJ ET BT 1 0 0 1 50 672 Tm {} Tj 3 4 Td ET",
        wide("Luật số: "),
        wide("64/2025"),
        wide("Hội"),
        wide("đ"),
        wide("ồng"),
        wide("Điều 1."),
    );
    let second = "BT /F2 12 Tf 20 TL 50 600 Td (Nam) Tj T* (Ha Noi) Tj (, 2025) ' ET".to_owned();
    let reading = read(&save(pdf(&[first, second, String::new()]))).expect("a reading");
    assert_eq!(reading.format, Format::Pdf);
    assert_eq!(
        reading.text,
        "Luật số: 64/2025\nHội đồng\nĐiều 1.\nNam\nHa Noi\n, 2025\n"
    );
    assert_eq!(
        reading.warnings,
        [Warning::LinesAsPrinted, Warning::PagesWithoutText]
    );
    let at = reading.text.find("Nam").expect("the word");
    assert_eq!(reading.places(at..at + 3)[0].range, 2..3);
}

#[test]
fn a_page_turned_over_by_its_maker_reads_the_same() {
    let page = format!(
        "q .24 0 0 -.24 0 792 cm BT /F1 46 Tf 1 0 0 -1 200 300 Tm {} Tj ET BT /F1 46 Tf 1 0 0 -1 200 380 Tm {} Tj ET Q",
        wide("Căn cứ Luật"),
        wide("Điều 2."),
    );
    assert_eq!(
        read(&save(pdf(&[page]))).expect("a reading").text,
        "Căn cứ Luật\nĐiều 2.\n"
    );
}

#[test]
fn what_holds_no_text_or_is_cut_or_locked_says_so() {
    let empty = save(pdf(&["0 0 100 100 re f".to_owned()]));
    assert_eq!(read(&empty), Err(Unreadable::NoText));
    let whole = save(pdf(&[format!("BT /F1 10 Tf {} Tj ET", wide("Điều"))]));
    assert_eq!(read(&whole[..whole.len() / 2]), Err(Unreadable::Truncated));
    assert_eq!(read(b"%PDF-1.7\nrubbish\n%%EOF"), Err(Unreadable::Broken));
}
