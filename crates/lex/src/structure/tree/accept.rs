//! Which labels open a unit where they stand.

use super::{
    ARTICLE, Builder, CLAUSE, CONTAINER, POINT, ROMAN_IN_ARTICLE, is_all_capitals,
    is_capital_start, rank,
};
use crate::structure::lines::{self, Ending, Key, Label, Series};
use crate::structure::numbering::Step;
use crate::structure::{UnitId, UnitKind};

/// How a label is taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Accepted {
    pub step: Step,
    /// The label before it in its series.
    pub last: Option<Key>,
    /// How many frames stay open.
    pub depth: usize,
    pub rank: u8,
    /// The frame its series counts in.
    pub counts_in: UnitId,
    /// Whether an attached text starts with it.
    pub restart: bool,
}

/// Words after which a label at the start of a line is the rest of a citation.
const LINKING: [&str; 36] = [
    "tại", "theo", "của", "và", "hoặc", "khoản", "điểm", "điều", "các", "từ", "đến", "số", "ngày",
    "tháng", "năm", "mục", "chương", "với", "là", "bởi", "trong", "khoản,", "điểm,", "điều,",
    "phần", "tới", "vào", "sau", "trước", "tiết", "bằng", "cho", "về", "lục", "mẫu", "do",
];

/// Names of documents: `Điều 11 Nghị định này` is a citation.
const DOCUMENTS: [&str; 14] = [
    "Luật",
    "Bộ luật",
    "Nghị",
    "Thông",
    "Quyết",
    "Pháp lệnh",
    "Hiến pháp",
    "Quy chế",
    "Quy định",
    "Điều lệ",
    "Chỉ thị",
    "Chương",
    "Phần",
    "Mục",
];

impl Builder<'_> {
    /// Whether a label opens a unit here, and where.
    pub(super) fn accepts(&mut self, at: usize, label: &Label<'_>) -> Option<Accepted> {
        if self.is_linked(at) {
            return None;
        }
        match label.series {
            Series::Article => self.accepts_article(at, label),
            Series::Part | Series::Chapter | Series::Section | Series::Subsection => {
                self.accepts_division(at, label)
            }
            Series::Annex | Series::Form => self.accepts_annex(at, label),
            Series::Capital | Series::Roman => self.accepts_item(at, label),
            _ if self.closing => None,
            Series::Number => self.accepts_clause(at, label),
            Series::Decimal | Series::Letter => self.accepts_point(at, label),
            Series::Decimal3 | Series::LetterDecimal | Series::SmallRoman => {
                self.accepts_subpoint(label)
            }
        }
    }

    /// Whether the line before ends with a word that wants a number.
    fn is_linked(&self, at: usize) -> bool {
        if at == 0 || self.after_quote || !self.open_paragraph {
            return false;
        }
        let before = self.words(at - 1);
        let Some(word) = before.rsplit(' ').next() else {
            return false;
        };
        word.len() <= 10 && !before.starts_with('|') && {
            let lower: String = word.chars().flat_map(char::to_lowercase).collect();
            LINKING.contains(&lower.as_str()) && !is_all_capitals(word)
        }
    }

    fn ending_before(&self, at: usize) -> Ending {
        if at == 0 {
            Ending::Stop
        } else {
            Ending::of(self.words(at - 1))
        }
    }

    /// Whether the line before has ended, so that even an unexpected label may stand here.
    fn is_free(&self, at: usize) -> bool {
        at == 0
            || self.after_quote
            || self.lines[at].gap_before
            || self.ending_before(at) != Ending::Open && self.ending_before(at) != Ending::Comma
            || is_all_capitals(self.words(at - 1))
            || !self.open_paragraph
    }

    fn depth_for(&self, rank: u8) -> usize {
        let container = self.container();
        let mut depth = self.frames.len();
        while depth > container + 1 && self.frames[depth - 1].rank <= rank {
            depth -= 1;
        }
        depth
    }

    fn accepted(
        &self,
        step: Step,
        last: Option<Key>,
        rank: u8,
        counts_in: usize,
    ) -> Option<Accepted> {
        Some(Accepted {
            step,
            last,
            depth: self.depth_for(rank),
            rank,
            counts_in: self.frames[counts_in].id,
            restart: false,
        })
    }

    fn accepts_article(&mut self, at: usize, label: &Label<'_>) -> Option<Accepted> {
        let container = self.container();
        let last = self.frames[container].last[Series::Article as usize];
        let rest = &self.words(at)[label.rest..];
        if label.key.0 == 0 {
            return self
                .is_free(at)
                .then(|| self.accepted(Step::Next, last, ARTICLE, container))?;
        }
        let step = Step::between(last, label.key);
        if !label.closed {
            let fits = step.is_regular()
                && self.is_free(at)
                && rest.starts_with(char::is_uppercase)
                && !is_document(rest)
                && rest.len() > 8;
            return fits.then(|| self.accepted(step, last, ARTICLE, container))?;
        }
        if self.in_annex() {
            return step
                .is_regular()
                .then(|| self.accepted(step, last, ARTICLE, container))?;
        }
        if self.closing && !step.is_regular() && label.key != (1, 0) {
            return None;
        }
        match step {
            Step::First | Step::Next | Step::Inserted => {
                let fits = !rest.starts_with(char::is_lowercase) || self.is_free(at);
                fits.then(|| self.accepted(step, last, ARTICLE, container))?
            }
            Step::Late | Step::Jump => {
                let wanted = last.map_or(1, |(number, _)| number + 1);
                let fits = self.is_free(at)
                    && (rest.is_empty() || rest.starts_with('(') || is_capital_start(rest))
                    && !self.comes_later(at, wanted);
                fits.then(|| self.accepted(step, last, ARTICLE, container))?
            }
            Step::Repeated | Step::Back => self.accepts_restart(at, label, step, last, rest),
        }
    }

    /// Take an article whose label was put together from two lines.
    pub(super) fn accepts_again(
        &self,
        label: &Label<'_>,
        last: Option<Key>,
        container: usize,
    ) -> Option<Accepted> {
        self.accepted(Step::between(last, label.key), last, ARTICLE, container)
    }

    fn accepts_restart(
        &mut self,
        at: usize,
        label: &Label<'_>,
        step: Step,
        last: Option<Key>,
        rest: &str,
    ) -> Option<Accepted> {
        let container = self.container();
        let listed = at > 0
            && lines::label(self.words(at - 1))
                .is_some_and(|before| before.series == Series::Article && before.closed);
        if !(self.is_free(at) || listed) || !(rest.is_empty() || is_capital_start(rest)) {
            return None;
        }
        if label.key == (1, 0) {
            if container == 0 && !self.bodied && last.is_some_and(|l| l.0 >= 3) {
                self.drop_contents(at);
                return self.accepted(Step::First, None, ARTICLE, 0);
            }
            if self.closing {
                return Some(Accepted {
                    step: Step::First,
                    last: None,
                    depth: 1,
                    rank: ARTICLE,
                    counts_in: UnitId(0),
                    restart: true,
                });
            }
            return None;
        }
        let wanted = last.map_or(1, |(number, _)| number + 1);
        let resumes = step == Step::Repeated
            && self.next_article(at).is_none_or(|key| key.0 == wanted)
            || step == Step::Back && last.is_some_and(|l| l.0 == label.key.0 && l.1 > 0);
        resumes.then(|| self.accepted(step, last, ARTICLE, container))?
    }

    fn next_article(&self, at: usize) -> Option<Key> {
        let from = self.articles.partition_point(|(line, _)| *line <= at);
        self.articles.get(from).map(|(_, key)| *key)
    }

    /// Whether an article of a number has its heading further on, before the numbering starts over.
    fn comes_later(&self, at: usize, wanted: u32) -> bool {
        let from = self.articles.partition_point(|(line, _)| *line <= at);
        let near = &self.articles[from..self.articles.len().min(from + 48)];
        near.iter()
            .take_while(|(_, key)| key.0 > 1 || wanted == 1)
            .any(|(_, key)| key.0 == wanted)
    }

    fn accepts_division(&mut self, at: usize, label: &Label<'_>) -> Option<Accepted> {
        let rest = &self.words(at)[label.rest..];
        let capitals = rest.is_empty() || is_all_capitals(rest);
        let titled = label.closed && is_capital_start(rest) || capitals;
        if !titled && (is_document(rest) || !is_capital_start(rest) || !self.is_free(at))
            || rest.starts_with([',', ';'])
        {
            return None;
        }
        let container = self.container();
        let counts_in = match label.series {
            Series::Section => self
                .frames
                .iter()
                .rposition(|f| matches!(f.of, Some((Series::Chapter, _))) || f.rank >= 16)
                .unwrap_or(container),
            Series::Subsection => self
                .frames
                .iter()
                .rposition(|f| f.rank >= 14)
                .unwrap_or(container),
            _ => container,
        };
        let counts_in = counts_in.max(container);
        let last = self.frames[counts_in].last[label.series as usize];
        let step = Step::between(last, label.key);
        let own = rank(label.series);
        if step.is_regular() {
            if self.closing && step != Step::Next {
                return self.unnamed_restart(label, own);
            }
            return self.accepted(step, last, own, counts_in);
        }
        if label.key.0 == 1 && label.series == Series::Chapter {
            if container == 0 && !self.bodied && self.is_repeating(last) {
                self.drop_contents(at);
                return self.accepted(Step::First, None, own, 0);
            }
            let part = self
                .frames
                .iter()
                .rposition(|frame| matches!(frame.of, Some((Series::Part, _))));
            if let Some(part) =
                part.filter(|&part| self.frames[part].last[Series::Chapter as usize].is_none())
            {
                return self.accepted(Step::First, None, own, part);
            }
            return if self.closing {
                self.unnamed_restart(label, own)
            } else {
                None
            };
        }
        if self.in_annex() || self.closing || !self.is_free(at) || !titled {
            return None;
        }
        let fits = match step {
            Step::Jump | Step::Late => last.map_or(1, |l| l.0) + 4 >= label.key.0,
            Step::Repeated => capitals,
            _ => false,
        };
        fits.then(|| self.accepted(step, last, own, counts_in))?
    }

    fn is_repeating(&self, last: Option<Key>) -> bool {
        let articles = self.frames[0].last[Series::Article as usize];
        articles.is_some_and(|key| key.0 >= 3)
            || articles.is_none() && last.is_some_and(|key| key.0 >= 2)
    }

    fn unnamed_restart(&self, label: &Label<'_>, own: u8) -> Option<Accepted> {
        let known = self.frames[0].last[Series::Article as usize].is_some();
        (known && label.series == Series::Chapter && label.key.0 == 1).then_some(Accepted {
            step: Step::First,
            last: None,
            depth: 1,
            rank: own,
            counts_in: UnitId(0),
            restart: true,
        })
    }

    fn accepts_annex(&mut self, at: usize, label: &Label<'_>) -> Option<Accepted> {
        self.first?;
        let words = self.words(at);
        let rest = &words[label.rest..];
        let after = self.words(at + 1);
        let alone = rest.is_empty() && (words.chars().count() <= 40);
        let titled = label.closed && (rest.starts_with('(') || is_capital_start(rest))
            || is_all_capitals(rest);
        if !alone && !titled || !self.is_free(at) && !is_all_capitals(after) {
            return None;
        }
        let ended = self.closing || self.container() > 0;
        if label.series == Series::Form {
            if !ended || words.chars().count() > 60 && !is_all_capitals(rest) {
                return None;
            }
            let depth = self.annex_depth();
            return Some(Accepted {
                step: Step::Next,
                last: None,
                depth,
                rank: CONTAINER,
                counts_in: UnitId(0),
                restart: false,
            });
        }
        let headed = is_all_capitals(after)
            || after.starts_with('(')
            || is_all_capitals(rest)
            || is_all_capitals(words);
        if !(ended || headed && self.is_free(at)) {
            return None;
        }
        self.mark_signature_end(at);
        Some(Accepted {
            step: Step::Next,
            last: None,
            depth: 1,
            rank: CONTAINER,
            counts_in: UnitId(0),
            restart: false,
        })
    }

    /// A form belongs to the annex it stands in, or else to the document.
    fn annex_depth(&self) -> usize {
        self.frames
            .iter()
            .position(|frame| self.units[frame.id.0 as usize].kind == UnitKind::Annex)
            .map_or(1, |annex| annex + 1)
    }

    /// `A.`, `I.`: a section of a text without articles, or a part of an article.
    fn accepts_item(&mut self, at: usize, label: &Label<'_>) -> Option<Accepted> {
        if self.closing || self.in_annex() {
            return None;
        }
        let container = self.container();
        let article = self
            .frames
            .iter()
            .rposition(|frame| frame.rank == ARTICLE)
            .filter(|&frame| frame > container);
        let rest = &self.words(at)[label.rest..];
        if rest.is_empty() && self.words(at + 1).is_empty() {
            return None;
        }
        let (frame, own) = match article {
            Some(_) if label.series == Series::Capital => return None,
            Some(article) => (article, ROMAN_IN_ARTICLE),
            None if self.lacks_articles(container) => {
                let capital = self
                    .frames
                    .iter()
                    .rposition(|f| matches!(f.of, Some((Series::Capital | Series::Part, _))));
                (
                    if label.series == Series::Roman {
                        capital.unwrap_or(container)
                    } else {
                        container
                    },
                    rank(label.series),
                )
            }
            None => return None,
        };
        let last = self.frames[frame].last[label.series as usize];
        let step = Step::between(last, label.key);
        let fits = step.is_regular() && (is_capital_start(rest) || step != Step::First)
            || step == Step::Jump && is_all_capitals(rest) && self.is_free(at);
        let first_capital =
            label.series == Series::Capital && step == Step::First && !is_all_capitals(rest);
        (fits && !first_capital).then(|| self.accepted(step, last, own, frame))?
    }

    /// Whether a container is one of items without articles.
    fn lacks_articles(&self, container: usize) -> bool {
        if self.frames[container].last[Series::Article as usize].is_some() {
            return false;
        }
        match self.units[self.frames[container].id.0 as usize].kind {
            UnitKind::Document => {
                self.articles.is_empty() || self.articles[0].1 != (1, 0) && self.articles.len() < 3
            }
            UnitKind::Attached => true,
            UnitKind::Annex | UnitKind::Level(_) => false,
        }
    }

    fn accepts_clause(&mut self, at: usize, label: &Label<'_>) -> Option<Accepted> {
        let container = self.container();
        let slot = Series::Number as usize;
        let holder = self
            .frames
            .iter()
            .rposition(|frame| frame.rank >= ROMAN_IN_ARTICLE)?;
        let fits_holder = match self.frames[holder].rank {
            ARTICLE | ROMAN_IN_ARTICLE => true,
            _ => holder >= container && self.lacks_articles(container),
        };
        if !fits_holder {
            return None;
        }
        let rest = &self.words(at)[label.rest..];
        let last = self.frames[holder].last[slot];
        let step = Step::between(last, label.key);
        let aside = self.frames[holder].aside[slot];
        match step {
            _ if !label.closed => {
                let fits = step == Step::Next
                    && matches!(self.ending_before(at), Ending::Stop | Ending::Semicolon);
                fits.then(|| self.accepted(step, last, CLAUSE, holder))?
            }
            Step::First | Step::Next | Step::Inserted => {
                let fits = rest.is_empty()
                    || is_capital_start(rest)
                    || rest.starts_with("đ")
                    || self.is_free(at)
                    || step != Step::First;
                fits.then(|| self.accepted(step, last, CLAUSE, holder))?
            }
            Step::Jump if aside == 0 || aside + 1 != label.key.0 => {
                let gap = label.key.0 - last.map_or(0, |l| l.0);
                let fits = gap <= 3
                    && !self.in_annex()
                    && is_capital_start(rest)
                    && self.is_free(at)
                    && self.ending_before(at) != Ending::Colon
                    && !self.clause_comes_later(at, last.map_or(1, |l| l.0 + 1));
                fits.then(|| self.accepted(step, last, CLAUSE, holder))?
            }
            _ => {
                if label.key.0 == 1 || aside + 1 == label.key.0 {
                    self.frames[holder].aside[slot] = label.key.0;
                }
                None
            }
        }
    }

    /// Whether a clause of a number stands within the lines that follow.
    fn clause_comes_later(&self, at: usize, wanted: u32) -> bool {
        for index in at + 1..(at + 40).min(self.lines.len()) {
            match lines::label(self.words(index)) {
                Some(label) if label.series == Series::Number && label.key.0 == wanted => {
                    return true;
                }
                Some(label) if label.series == Series::Article && label.closed => return false,
                _ => {}
            }
        }
        false
    }

    fn accepts_point(&mut self, at: usize, label: &Label<'_>) -> Option<Accepted> {
        let slot = label.series as usize;
        let container = self.container();
        // Letters below a point such as 1.1 are its own parts.
        let holder = self.frames.iter().rposition(|frame| {
            frame.rank > POINT
                || label.series == Series::Letter && matches!(frame.of, Some((Series::Decimal, _)))
        })?;
        if holder < container
            || self.frames[holder].rank > ARTICLE
                && !(self.frames[holder].rank <= 14 && self.lacks_articles(container))
                && !(self.points_alone && holder == 0)
        {
            return None;
        }
        let decimal_fits =
            matches!(self.frames[holder].of, Some((Series::Number, key)) if key.0 == label.above);
        if label.series == Series::Decimal && !decimal_fits {
            return None;
        }
        let own = if self.frames[holder].rank == POINT {
            8
        } else {
            POINT
        };
        let rest = &self.words(at)[label.rest..];
        let last = self.frames[holder].last[slot];
        if label.series == Series::Letter && label.key.0 >= 90 {
            let fits = last.is_some() && self.is_free(at) && label.closed;
            return fits.then(|| self.accepted(Step::Next, last, own, holder))?;
        }
        if label.text == "i" && last.is_none_or(|l| l.0 < 7) {
            return None;
        }
        let step = Step::between(last, label.key);
        let aside = self.frames[holder].aside[slot];
        match step {
            Step::First | Step::Next | Step::Inserted => self.accepted(step, last, own, holder),
            Step::Jump if label.key.1 == 0 && (aside == 0 || aside + 1 != label.key.0) => {
                let gap = label.key.0 - last.map_or(0, |l| l.0);
                let fits = gap <= 3
                    && !self.in_annex()
                    && label.closed
                    && self.is_free(at)
                    && !rest.is_empty();
                fits.then(|| self.accepted(step, last, own, holder))?
            }
            _ => {
                if label.key.0 == 1 || aside + 1 == label.key.0 {
                    self.frames[holder].aside[slot] = label.key.0;
                }
                None
            }
        }
    }

    fn accepts_subpoint(&mut self, label: &Label<'_>) -> Option<Accepted> {
        let slot = label.series as usize;
        let holder = self.frames.iter().rposition(|frame| match label.series {
            Series::LetterDecimal => {
                matches!(frame.of, Some((Series::Letter, key)) if key.0 == label.above)
            }
            Series::Decimal3 => {
                matches!(frame.of, Some((Series::Decimal, key)) if key.0 == label.above)
            }
            _ => frame.rank >= POINT,
        })?;
        if holder < self.container() || self.frames[holder].rank > ARTICLE {
            return None;
        }
        let last = self.frames[holder].last[slot];
        let step = Step::between(last, label.key);
        (step.is_regular()).then(|| self.accepted(step, last, 8, holder))?
    }

    /// Whether a line is the next label of the document's own numbering; for the ends of quotations.
    pub(super) fn continues_own(&self, label: &Label<'_>) -> bool {
        let holder = match label.series {
            Series::Article | Series::Chapter | Series::Part => self.container(),
            Series::Section => return false,
            Series::Number => match self.frames.iter().rposition(|f| f.rank >= ROMAN_IN_ARTICLE) {
                Some(holder) => holder,
                None => return false,
            },
            Series::Letter => match self.frames.iter().rposition(|f| f.rank > POINT) {
                Some(holder)
                    if self.frames[holder].rank == CLAUSE
                        || self.frames[holder].rank == ARTICLE =>
                {
                    holder
                }
                _ => return false,
            },
            _ => return false,
        };
        let last = self.frames[holder].last[label.series as usize];
        last.is_some() && matches!(Step::between(last, label.key), Step::Next | Step::Inserted)
    }
}

fn is_document(rest: &str) -> bool {
    DOCUMENTS.iter().any(|word| rest.starts_with(word))
        && !is_all_capitals(rest.split(' ').next().unwrap_or(""))
}
