//! Liệt kê: the members of a list behind "gồm", "trong đó", a colon or an opening bracket.

use std::ops::Range;

use crate::lexicon::{self, Class};
use crate::paragraph::Paragraph;
use crate::token::Kind;

/// How a list is announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Gồm, bao gồm, cụ thể, a colon, a bracket: all of them.
    All,
    /// Trong đó: some of them, unless they are known to be all.
    Among,
    /// Trong số: the whole stands behind the words.
    Of,
}

/// Words that announce a list.
const WORDS: &[(&str, Manner)] = &[
    ("bao gồm", Manner::All),
    ("gồm có", Manner::All),
    ("gồm", Manner::All),
    ("cụ thể là", Manner::All),
    ("cụ thể như sau", Manner::All),
    ("cụ thể", Manner::All),
    ("chia ra", Manner::All),
    ("trong đó gồm", Manner::All),
    ("trong đó bao gồm", Manner::All),
    ("trong đó có", Manner::Among),
    ("trong đó", Manner::Among),
    ("trong số đó", Manner::Among),
    ("trong số này", Manner::Among),
    ("trong tổng số", Manner::Of),
    ("trong số", Manner::Of),
];

/// The announcement that begins at a token, and the token behind it.
pub(crate) fn announced(paragraph: &Paragraph, at: usize) -> Option<(Manner, usize)> {
    if !matches!(
        paragraph.tokens.word(at),
        "bao" | "gồm" | "cụ" | "chia" | "trong"
    ) {
        return None;
    }
    WORDS
        .iter()
        .find_map(|(words, manner)| Some((*manner, paragraph.tokens.says(at, words)?)))
}

/// A member of a list.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    /// Its tokens, with what stands beside it in explanation.
    pub range: Range<usize>,
    /// The quantities in it, outside of inner brackets, shares left out.
    pub counts: Vec<usize>,
}

/// A list.
#[derive(Debug, Clone, Default)]
pub(crate) struct List {
    pub members: Vec<Member>,
    /// Whether a member was named without its number.
    pub open: bool,
}

/// More members than these are no list.
const LONGEST: usize = 400;
/// A list is not read farther than this.
const FARTHEST: usize = 6000;

impl List {
    /// Reads the list that begins at a token.
    pub fn read(paragraph: &Paragraph, from: usize) -> Self {
        let mut reader = Reader {
            paragraph,
            list: Self::default(),
            piece: from..from,
            counts: Vec::new(),
            by_lines: false,
            last: false,
            joined: false,
            semicolons: false,
        };
        reader.read(from);
        reader.list
    }
}

struct Reader<'p> {
    paragraph: &'p Paragraph,
    list: List,
    piece: Range<usize>,
    counts: Vec<usize>,
    /// Whether each line is a member.
    by_lines: bool,
    /// Whether the member behind "và" was read.
    last: bool,
    /// Whether the piece stands behind "và".
    joined: bool,
    /// Whether a semicolon was passed.
    semicolons: bool,
}

impl Reader<'_> {
    fn read(&mut self, from: usize) {
        let tokens = &self.paragraph.tokens;
        let mut at = from;
        while matches!(tokens.kind(at), Kind::Comma | Kind::Colon) && at < tokens.len() {
            at += 1;
        }
        self.by_lines = tokens.kind(at) == Kind::Bullet
            || tokens.kind(at) == Kind::Stop && tokens.kind(at + 1) == Kind::Bullet;
        self.piece = at..at;
        let until = tokens.len().min(from + FARTHEST);
        while at < until && self.list.members.len() < LONGEST && !self.last {
            let kind = tokens.kind(at);
            if self.by_lines {
                at = self.line(at, kind);
                continue;
            }
            let ends = matches!(kind, Kind::Close | Kind::Stop | Kind::Bullet | Kind::Colon);
            if ends || announced(self.paragraph, at).is_some() {
                break;
            }
            let and = matches!(tokens.word(at), "và" | "cùng") && !self.counts.is_empty();
            if and || matches!(kind, Kind::Comma | Kind::Semicolon) {
                self.take(at, kind);
                // Members parted by commas end at the semicolon: what follows is the next sentence in all but name.
                if kind == Kind::Semicolon && self.list.members.len() >= 2 && !self.semicolons {
                    self.piece = at..at;
                    break;
                }
                self.semicolons |= kind == Kind::Semicolon;
                self.joined = and;
                at += 1;
                self.piece = at..at;
                continue;
            }
            at = self.pass(at, kind);
        }
        // A line that ends without a mark may go on elsewhere.
        self.list.open |= at >= tokens.len() && !self.by_lines;
        self.take(at, Kind::Stop);
    }

    /// Takes in a token of the piece; inner brackets as a whole.
    fn pass(&mut self, at: usize, kind: Kind) -> usize {
        if kind == Kind::Open
            && let Some(close) = self.paragraph.tokens.partner(at)
        {
            return close + 1;
        }
        if let Some(index) = self.paragraph.begins(at) {
            let quantity = &self.paragraph.quantities[index];
            if quantity.form == crate::quantity::Form::Count {
                self.counts.push(index);
            }
            return quantity.past;
        }
        at + 1
    }

    /// Takes in a token of a list in lines.
    fn line(&mut self, at: usize, kind: Kind) -> usize {
        if kind == Kind::Bullet {
            self.take(at, Kind::Semicolon);
            self.piece = at + 1..at + 1;
            return at + 1;
        }
        self.pass(at, kind)
    }

    /// Ends a piece: a member when it holds a number, otherwise something said of the member before.
    fn take(&mut self, at: usize, mark: Kind) {
        let range = self.piece.start..at;
        let counts = std::mem::take(&mut self.counts);
        if !counts.is_empty() {
            self.list.members.push(Member { range, counts });
            self.last =
                self.joined && !self.by_lines && matches!(mark, Kind::Comma | Kind::Semicolon);
        } else if !range.is_empty() && self.is_member(&range) {
            self.list.open = true;
        } else if let Some(member) = self.list.members.last_mut() {
            member.range.end = at;
        }
        self.joined = false;
        self.piece = at..at;
    }

    /// Whether a piece without a number names a member all the same.
    fn is_member(&self, range: &Range<usize>) -> bool {
        let tokens = &self.paragraph.tokens;
        let first = tokens.word(range.start);
        if self.list.members.is_empty() {
            return !first.is_empty() && first != "có";
        }
        let rest = tokens.tells(range.clone(), "còn lại") || matches!(first, "đại" | "một" | "số");
        let several = matches!(first, "các" | "những");
        let (class, noun, _) = lexicon::noun(tokens, range.start + usize::from(several));
        let counted = !matches!(class, Class::Thing | Class::Bare | Class::Place);
        rest || (several && counted) || (class == Class::Person && !lexicon::is_general(noun))
    }
}
