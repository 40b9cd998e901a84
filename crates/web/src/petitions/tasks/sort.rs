//! Sorting: an utterance becomes matters, joins one, or is closed; a matter is merged into another.

use council::access::Act;
use council::bodies::queries::{BodyBlock, bodies, council};
use council::bodies::{BodyKind, CouncilRef, Level};
use council::petitions::hotlines::field_named;
use council::petitions::queries::{Matter, Utterance, matter, utterance};
use council::petitions::similar::{Similar, similar};
use council::petitions::sorting::{
    NewMatter, close_utterance, join_matter, make_matters, merge_matters,
};
use council::petitions::{Competence, Field as MatterField};
use council::{Acting, Problem, Result};
use kernel::Id;
use kernel::ids::BodyId;
use ui::{Choice, Field, Fieldset, Form, Html, Notice, Prose};
use uuid::Uuid;

use super::{at, home, of_matter};
use crate::bodies::words::{choices, reason_field};
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::view::Part;
use crate::visit::Visit;

/// Into how many matters the form splits an utterance at once.
const PARTS: usize = 3;

async fn said(visit: &Visit, id: Uuid) -> Outcome<(Utterance, Vec<Similar>)> {
    let db = visit.app.db();
    let said = utterance(db, Id::from_uuid(id)).await?;
    visit.require(council::access::FieldGroup::PetitionWork, &said.path)?;
    let alike = similar(db, said.council_id, said.unit_id, &said.text).await?;
    Ok((said, alike))
}

fn of_utterance(visit: &Visit, said: &Utterance) -> Place {
    Place {
        scope: said.path.clone(),
        back: format!("/utterances/{}", said.id),
        subject: visit.tv("utterance-kicker", &[("day", &visit.day(said.said_on))]),
        part: Part::Petitions,
    }
}

fn quoted(said: &Utterance) -> Prose {
    Prose::new().quote(
        said.text.clone(),
        said.unit_name.clone().unwrap_or_default(),
    )
}

/// Lập nội dung kiến nghị.
pub struct Sort {
    said: Utterance,
    alike: Vec<Similar>,
    council: CouncilRef,
    boards: Vec<BodyBlock>,
    /// The field that a hotline named.
    named: Option<MatterField>,
}

/// The name of a question of a part: those of the first have no number.
fn named(name: &str, part: usize) -> String {
    match part {
        0 => name.to_owned(),
        _ => format!("{name}_{}", part + 1),
    }
}

impl Task for Sort {
    const ACT: Act = Act::SortUtterance;
    const NAME: &'static str = "utterance-sort";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let (said, alike) = said(visit, id).await?;
        let council = council(visit.app.db(), said.council_id).await?;
        let mut boards = bodies(visit.app.db(), council.id, visit.today).await?;
        boards.retain(|body| {
            !matches!(
                body.kind,
                BodyKind::StandingCommittee | BodyKind::DelegateGroup
            )
        });
        let named = field_named(visit.app.db(), said.id).await?;
        Ok(Self {
            said,
            alike,
            council,
            boards,
            named,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        of_utterance(visit, &self.said)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let mut form = form.push(quoted(&self.said));
        if !self.alike.is_empty() {
            form = form.push(alike_notice(visit, &self.said, &self.alike));
        }
        if let Some(named) = self.named {
            let word = visit.label("matter-field", named.code());
            let words = visit.tv("utterance-field-named", &[("field", &word)]);
            form = form.push(Notice::info(words));
        }
        let likely = self.named.map_or("", MatterField::code);
        let usual = match self.council.level {
            Level::Commune => Competence::Commune,
            Level::District => Competence::District,
            Level::Province => Competence::Province,
        };
        let fields = choices(visit, "matter-field", MatterField::ALL, MatterField::code);
        let levels = choices(
            visit,
            "matter-competence",
            Competence::ALL,
            Competence::code,
        );
        let mut boards = vec![Choice::new("", visit.t("matter-board-none"))];
        boards.extend(
            self.boards
                .iter()
                .map(|body| Choice::new(body.id.to_string(), body.name.clone())),
        );
        for part in 0..PARTS {
            let (title, field) = (named("title", part), named("field", part));
            let (level, board) = (named("competence", part), named("board", part));
            let mut asked = Field::long(title.clone(), visit.t("matter-title"))
                .hint(visit.t("matter-title-hint"))
                .rows(2);
            if part > 0 {
                asked = asked.optional();
            }
            let number = (part + 1).to_string();
            let legend = visit.tv("matter-part", &[("n", &number)]);
            let set = Fieldset::new(legend)
                .field(posted.fill(&title, asked))
                .field(posted.fill(
                    &field,
                    Field::select(
                        field.clone(),
                        visit.t("matter-field"),
                        fields.clone(),
                        likely,
                    ),
                ))
                .field(posted.fill(
                    &level,
                    Field::select(
                        level.clone(),
                        visit.t("matter-competence"),
                        levels.clone(),
                        usual.code(),
                    ),
                ))
                .field(
                    posted.fill(
                        &board,
                        Field::select(board.clone(), visit.t("matter-board"), boards.clone(), "")
                            .optional(),
                    ),
                );
            form = form.fieldset(set);
        }
        form
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let read = Reading::of(posted, acting);
        let mut parts = Vec::new();
        for part in 0..PARTS {
            let title = posted.text(&named("title", part));
            if title.is_empty() && part > 0 {
                continue;
            }
            parts.push(NewMatter {
                title,
                field: MatterField::from_code(&posted.text(&named("field", part)))
                    .unwrap_or(MatterField::Other),
                competence: Competence::from_code(&posted.text(&named("competence", part)))
                    .ok_or(Problem::new("competence", "choice-unknown"))?,
                board: board_given(&posted.text(&named("board", part)))?,
            });
        }
        let made = read.outcome(make_matters(acting, self.said.id, parts).await)?;
        Ok(match made.as_slice() {
            [only] => format!("/petitions/{only}"),
            _ => format!("/utterances/{}", self.said.id),
        })
    }
}

fn board_given(text: &str) -> Result<Option<BodyId>> {
    if text.is_empty() {
        return Ok(None);
    }
    let unknown = |_| Problem::new("board", "choice-unknown").into();
    text.parse().map(Some).map_err(unknown)
}

/// "Có thể trùng với …", each with the way to join it.
fn alike_notice(visit: &Visit, said: &Utterance, alike: &[Similar]) -> Notice {
    let links = alike.iter().map(|known| {
        let href = format!("/utterances/{}/join?matter={}", said.id, known.id);
        Html::link(format!("{} – {}", known.label, known.title), href)
    });
    Notice::info(visit.t("utterance-alike")).push(Prose::new().list(links))
}

/// Gộp vào nội dung đã có.
pub struct Join {
    said: Utterance,
    alike: Vec<Similar>,
}

impl Task for Join {
    const ACT: Act = Act::SortUtterance;
    const NAME: &'static str = "utterance-join";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let (said, mut alike) = said(visit, id).await?;
        // One that was chosen on another page stands first, however alike it is.
        if let Some(chosen) = visit.asked("matter").and_then(|text| text.parse().ok()) {
            let known = matter(visit.app.db(), chosen, visit.today).await?;
            if known.council_id == said.council_id && alike.iter().all(|it| it.id != known.id) {
                alike.insert(
                    0,
                    Similar {
                        id: known.id,
                        label: known.label(),
                        title: known.title,
                        state: known.state,
                        voices: known.voices,
                        likeness: 0,
                    },
                );
            }
        }
        Ok(Self { said, alike })
    }

    fn place(&self, visit: &Visit) -> Place {
        of_utterance(visit, &self.said)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let form = form.push(quoted(&self.said));
        if self.alike.is_empty() {
            return form.push(Prose::new().p(visit.t("utterance-alike-none")));
        }
        let offered: Vec<Choice> = self
            .alike
            .iter()
            .map(|known| {
                let voices = known.voices.to_string();
                let state = visit.label("matter-state", known.state.code());
                let hint = visit.tv(
                    "matter-voices-and-state",
                    &[("n", &voices), ("state", &state)],
                );
                let label = format!("{} – {}", known.label, known.title);
                Choice::new(known.id.to_string(), label).hint(hint)
            })
            .collect();
        let asked = visit.asked("matter").unwrap_or_default();
        let field = Field::radios("matter", visit.t("utterance-join-which"), offered, asked);
        form.field(posted.fill("matter", field))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let into = read.id("matter");
        read.outcome(join_matter(acting, self.said.id, into).await)?;
        Ok(format!("/petitions/{into}"))
    }
}

/// Khép lại không lập nội dung.
pub struct Close(Utterance);

impl Task for Close {
    const ACT: Act = Act::SortUtterance;
    const NAME: &'static str = "utterance-close";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(said(visit, id).await?.0))
    }

    fn place(&self, visit: &Visit) -> Place {
        of_utterance(visit, &self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.push(quoted(&self.0))
            .field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        close_utterance(acting, self.0.id, &posted.text("reason")).await?;
        Ok(format!("/utterances/{}", self.0.id))
    }
}

/// Gộp hai nội dung.
pub struct Merge {
    matter: Matter,
    alike: Vec<Similar>,
}

impl Task for Merge {
    const ACT: Act = Act::SortUtterance;
    const NAME: &'static str = "matter-merge";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let matter = at(visit, id).await?;
        let db = visit.app.db();
        let mut alike = similar(db, matter.council_id, matter.unit_id, &matter.title).await?;
        alike.retain(|known| known.id != matter.id);
        Ok(Self { matter, alike })
    }

    fn place(&self, _: &Visit) -> Place {
        of_matter(&self.matter)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        if self.alike.is_empty() {
            return form.push(Prose::new().p(visit.t("utterance-alike-none")));
        }
        let offered: Vec<Choice> = self
            .alike
            .iter()
            .map(|known| {
                let label = format!("{} – {}", known.label, known.title);
                Choice::new(known.id.to_string(), label)
            })
            .collect();
        let field = Field::radios("into", visit.t("matter-merge-into"), offered, "");
        form.field(posted.fill("into", field))
            .field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let into = read.id("into");
        let reason = read.text("reason");
        read.outcome(merge_matters(acting, self.matter.id, into, &reason).await)?;
        Ok(home(&self.matter))
    }
}
