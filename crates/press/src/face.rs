//! Phông chữ: the faces of Liberation Serif, whose letters are as wide as those of Times New Roman.
//!
//! The PDF is set in them. The DOCX names Times New Roman and needs only their widths, for the rules that are as long as a line or a
//! part of it.

use std::sync::LazyLock;

use ttf_parser::Face;

/// The files of the faces: upright, bold, italic, bold italic.
pub(crate) const FILES: [&[u8]; 4] = [
    include_bytes!("../fonts/LiberationSerif-Regular.ttf"),
    include_bytes!("../fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("../fonts/LiberationSerif-Italic.ttf"),
    include_bytes!("../fonts/LiberationSerif-BoldItalic.ttf"),
];

static FACES: LazyLock<Vec<Face<'static>>> = LazyLock::new(|| {
    (FILES.iter())
        .filter_map(|file| Face::parse(file, 0).ok())
        .collect()
});

/// How wide a line of text is, in points; kerning is left out.
pub(crate) fn width(text: &str, bold: bool, size: f64) -> f64 {
    let Some(face) = FACES.get(usize::from(bold)) else {
        return 0.0;
    };
    let units: u32 = (text.chars())
        .filter_map(|c| face.glyph_hor_advance(face.glyph_index(c)?))
        .map(u32::from)
        .sum();
    f64::from(units) / f64::from(face.units_per_em()) * size
}

/// Whether every face has a sign for a character.
pub(crate) fn has(c: char) -> bool {
    FACES.iter().all(|face| face.glyph_index(c).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_faces_know_the_language_and_are_as_wide_as_times() {
        assert_eq!(FACES.len(), FILES.len());
        let letters = "aăâbcdđeêghiklmnoôơpqrstuưvxyzfjw áàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ₫–…“”";
        for c in letters.chars().flat_map(|c| c.to_uppercase().chain([c])) {
            assert!(has(c), "{c}");
        }
        assert!(!has('漢') && !has('😀'));
        // The widths of a, m and W in Times New Roman, per mille.
        for (letter, expected) in [("a", 443.8), ("m", 777.8), ("W", 943.8)] {
            assert!((width(letter, false, 1000.0) - expected).abs() < 1.0);
        }
    }
}
