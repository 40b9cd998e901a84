//! Text files in their encodings.

use reading::{Format, Unreadable, Warning};

use crate::craft::read;

#[test]
fn unicode_is_read_in_every_form() {
    let text = "Điều 1. Phạm vi\r\n1. Hội đồng\rnhân dân\n";
    let utf16 = |unit: fn(u16) -> [u8; 2], mark: [u8; 2]| -> Vec<u8> {
        mark.into_iter()
            .chain(text.encode_utf16().flat_map(unit))
            .collect()
    };
    for bytes in [
        text.as_bytes().to_vec(),
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        utf16(u16::to_le_bytes, [0xFF, 0xFE]),
        utf16(u16::to_be_bytes, [0xFE, 0xFF]),
    ] {
        let reading = read(&bytes).expect("a reading");
        assert_eq!(reading.format, Format::Text);
        assert_eq!(reading.text, "Điều 1. Phạm vi\n1. Hội đồng\nnhân dân\n");
    }
}

#[test]
fn windows_1258_is_guessed_and_told() {
    // "Điều 5. Cộng hòa" with its tone marks behind the vowels.
    let bytes = b"\xD0i\xEA\xCCu 5. C\xF4\xF2ng h\xF2\xCCa";
    let reading = read(&bytes[..13]).expect("a reading");
    assert_eq!(reading.text, "Điê\u{300}u 5. Cô\u{323}n");
    assert_eq!(reading.warnings, [Warning::OldEncoding]);
    let place = &reading.places(0.."Điê\u{300}u".len())[0];
    assert_eq!(place.range, 0..5);
}

#[test]
fn old_fonts_are_refused_and_told_in_any_file() {
    for text in [
        "Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc",
        "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do",
    ] {
        assert_eq!(read(text.as_bytes()), Err(Unreadable::OldFont));
        assert_eq!(
            read(format!("<p>{text}</p>").as_bytes()),
            Err(Unreadable::OldFont)
        );
    }
    let mixed = "Điều 1. Phạm vi điều chỉnh và đối tượng áp dụng của Nghị quyết này ".repeat(3)
        + "Céng hoµ x· héi chñ nghÜa ViÖt Nam";
    assert_eq!(
        read(mixed.as_bytes()).expect("a reading").warnings,
        [Warning::OldFontLetters]
    );
}
