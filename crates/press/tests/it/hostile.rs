//! Text that means something to the tools below is printed as it stands, and no model at all stops the writers.

use paper::{
    Align, Annex, Block, Cell, Chart, ChartKind, Column, Kind, Level, Paper, Profile, Row, Run,
    Series, Signature, Table, Text,
};
use proptest::prelude::*;

use crate::samples::saying;
use crate::text;

fn with(words: &str) -> Paper {
    let table = Table::new(words, [(words, Column::words(1))]).rows([Row::new([words.into()])]);
    let mut paper = Paper::new(Kind::Report, words, words)
        .under(words)
        .numbered(Some(1), words)
        .to([words, words])
        .based_on([words])
        .signed(Signature::new(words, words))
        .sent_to([words], words);
    paper.body = saying(words);
    paper.body.push(Block::Table(table));
    paper
}

#[test]
fn signs_of_the_tools_are_printed() {
    for words in [
        "#import \"@preview/x:1.0.0\": y",
        "#{ panic(1) } $x^2$ ] [ *đậm* _nghiêng_ `mã` <nhãn> @dẫn",
        "\\u{41} \\ // không phải chú thích /* */ ~ --- ...",
        "= Tiêu đề - + / 1. a)",
        "</w:t></w:r> & &amp; <w:br/> ]]> \" '",
        "#eval(\"1\") #sys #json(\"paper.json\") #read(\"/etc/passwd\")",
    ] {
        let paper = with(words);
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        for file in [press::pdf(&paper).expect("a PDF"), press::docx(&paper)] {
            let read = squeezed(&text(&file));
            assert!(read.contains(&squeezed(words)), "{words}: {read}");
        }
    }
}

#[test]
fn letters_come_out_whole_and_others_have_a_shape() {
    // Letters taken apart are put together, what cannot be seen goes, tabs and line ends stay blanks and lines.
    let paper =
        with("Ho\u{302}\u{323}i \u{111}o\u{302}\u{300}ng\u{0}\u{7}\u{200B}\u{202E}\tnhân dân");
    for file in [press::pdf(&paper).expect("a PDF"), press::docx(&paper)] {
        assert!(text(&file).contains("Hội đồng nhân dân"), "{}", text(&file));
    }
    let paper = Paper {
        body: saying("dòng một\ndòng hai"),
        ..Paper::default()
    };
    for file in [press::pdf(&paper).expect("a PDF"), press::docx(&paper)] {
        let read = text(&file);
        assert!(
            read.contains("dòng một") && read.contains("dòng hai"),
            "{read}"
        );
        assert!(!read.contains("mộtdòng"), "{read}");
    }
    // Word has other faces for these, the PDF says that there was a sign.
    let paper = with("漢字 😀\u{FE0F} \u{F8FF} \u{E000}");
    assert!(text(&press::docx(&paper)).contains("漢字 😀"));
    assert!(text(&press::pdf(&paper).expect("a PDF")).contains("□□ □"));
}

#[test]
fn long_texts_are_whole() {
    let paragraph = "cử tri kiến nghị ".repeat(2_500);
    let paper = Paper {
        body: saying(format!("{paragraph}cuối")),
        ..Paper::new(Kind::Report, "HĐND", "x")
    };
    for file in [press::pdf(&paper).expect("a PDF"), press::docx(&paper)] {
        let read = text(&file);
        for word in ["cử", "tri", "kiến", "nghị"] {
            let count = read.split_whitespace().filter(|one| *one == word).count();
            assert_eq!(count, 2_500, "{word}");
        }
        assert!(read.contains("nghị cuối"));
    }
    for word in ["a".repeat(30_000), "…".repeat(9_000)] {
        let paper = Paper {
            body: saying(word.as_str()),
            subject: word.clone(),
            ..Paper::default()
        };
        let sign = word.chars().next().expect("a sign");
        let read = text(&press::pdf(&paper).expect("a PDF"));
        let count = word.chars().count();
        assert!(
            read.matches(sign).count() >= 2 * count,
            "{}",
            read.matches(sign).count()
        );
    }
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ a-zà-ỹĐ0-9.,;:/()-]{0,40}",
        "\\PC{0,12}",
        any::<String>().prop_map(|text| text.chars().take(20).collect()),
    ]
}

fn level() -> impl Strategy<Value = Level> {
    prop::sample::select(vec![
        Level::Part,
        Level::Chapter,
        Level::Section,
        Level::Subsection,
        Level::Roman,
        Level::Article,
        Level::Clause,
        Level::Point,
    ])
}

prop_compose! {
    fn run()(text in words(), bold: bool, italic: bool) -> Run {
        Run { text, bold, italic }
    }
}

fn rich() -> impl Strategy<Value = Text> {
    prop::collection::vec(run(), 0..4).prop_map(Text)
}

prop_compose! {
    fn cell()(text in words(), across in 0u16..5, down in 0u16..5) -> Cell {
        Cell { text, across, down }
    }
}

prop_compose! {
    fn table()(
        caption in words(),
        unit in words(),
        weights in prop::collection::vec(any::<u16>(), 0..4),
        head in prop::collection::vec(prop::collection::vec(cell(), 0..4), 0..3),
        rows in prop::collection::vec(prop::collection::vec(cell(), 0..5), 0..5),
        note in words(),
    ) -> Table {
        let columns = weights.into_iter().map(|weight| Column { weight, align: Align::Right });
        let rows = rows.into_iter().map(|cells| Row { cells, bold: false });
        Table { caption, unit, columns: columns.collect(), head, rows: rows.collect(), note }
    }
}

prop_compose! {
    fn chart()(
        title in words(),
        description in words(),
        line: bool,
        categories in prop::collection::vec(words(), 0..5),
        series in prop::collection::vec((words(), prop::collection::vec(any::<Option<f64>>(), 0..6)), 0..3),
    ) -> Chart {
        let series = series.into_iter().map(|(name, values)| Series { name, values });
        Chart {
            title,
            description,
            kind: if line { ChartKind::Line } else { ChartKind::Bar },
            categories,
            series: series.collect(),
            ..Chart::default()
        }
    }
}

fn block() -> impl Strategy<Value = Block> {
    prop_oneof![
        (level(), any::<u16>(), words()).prop_map(|(level, number, title)| Block::Heading {
            level,
            number,
            title
        }),
        (level(), any::<u16>(), rich()).prop_map(|(level, number, text)| Block::Provision {
            level,
            number,
            text
        }),
        rich().prop_map(Block::Paragraph),
        prop::collection::vec(rich(), 0..3).prop_map(Block::List),
        table().prop_map(Block::Table),
        chart().prop_map(Block::Chart),
    ]
}

prop_compose! {
    fn any_paper()(
        lines in prop::collection::vec(words(), 11),
        number: Option<u32>,
        kind in prop::sample::select(vec![Kind::Report, Kind::Letter, Kind::Decision, Kind::Minutes]),
        old: bool,
        body in prop::collection::vec(block(), 0..6),
        annexes in prop::collection::vec((words(), prop::collection::vec(block(), 0..3), any::<bool>()), 0..3),
        several in prop::collection::vec(words(), 0..3),
        signers in prop::collection::vec((words(), words()), 0..4),
    ) -> Paper {
        let line = |place: usize| lines[place].clone();
        let annex = |(title, body, landscape)| Annex { title, body, landscape };
        let mut paper = Paper::new(kind, line(0), line(1))
            .under(line(2))
            .numbered(number, line(3))
            .issued(line(4), None)
            .to(several.clone())
            .based_on(several.clone())
            .sent_to(several, line(5));
        paper.profile = if old { Profile::Nd30 } else { Profile::Nd78 };
        paper.circulation = line(6);
        paper.passed = line(7);
        paper.drafter = line(8);
        paper.contact = line(9);
        paper.mark = line(10);
        paper.body = body;
        paper.annexes = annexes.into_iter().map(annex).collect();
        paper.signatures = signers
            .into_iter()
            .map(|(office, name)| Signature::new(office, name))
            .collect();
        paper
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_model_is_printed_and_judged(paper in any_paper()) {
        let pdf = press::pdf(&paper);
        prop_assert!(pdf.is_ok(), "{pdf:?}");
        prop_assert!(text(&pdf.unwrap_or_default()).contains("Độc lập - Tự do - Hạnh phúc"));
        prop_assert!(text(&press::docx(&paper)).contains("Độc lập - Tự do - Hạnh phúc"));
        let _ = paper.lint();
    }
}
