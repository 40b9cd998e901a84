//! An installation with the sample city, served by the real program, which can be killed and started again.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use auth::Secret;
use auth::password::Hasher;
use council::Acting;
use council::access::{Act, Actor};
use council::petitions::sorting::{NewMatter, make_matters};
use council::petitions::{Competence, Field};
use kernel::ids::{ImportId, MatterId};
use kernel::{Clock, Id};
use store::testing::{self, TestDb};
use store::{Reader as _, Sql, Target, Value, args, sql};
use tokio::runtime::Runtime;

use crate::caller::Caller;

/// The password of every account of these tests.
pub const PASSWORD: &str = "qua cầu rút ván";

sql! {
    COUNCIL = "SELECT c.id FROM council c WHERE c.path = '92' AND c.level = 'province' AND c.valid_to IS NULL";
    PEOPLE = "SELECT count(*) FROM person p JOIN person_record r ON r.person_id = p.id JOIN mandate m ON m.person_id = p.id";
    STATE = "SELECT state FROM import WHERE id = $1";
    CONFIRMED = "SELECT count(*) FROM audit WHERE act = $1 AND subject_id = $2";
    SESSIONS = "SELECT count(*) FROM sign_in";
    DEPARTMENT = "SELECT h.id FROM institution h JOIN council c ON c.unit_id = h.unit_id WHERE c.path = '92' AND c.valid_to IS NULL \
                  AND h.kind = 'department' AND h.valid_to IS NULL ORDER BY h.name LIMIT 1";
    SAYING = "SELECT count(*) FROM utterance WHERE text = $1";
    PASSED_ON = "SELECT count(*) FROM matter_step WHERE matter_id = $1 AND state = 'routed'";
    OUT_OF_STEP = "SELECT count(*) FROM matter m WHERE m.state <> (SELECT s.state FROM matter_step s WHERE s.matter_id = m.id \
                   ORDER BY s.position DESC LIMIT 1)";
    RECEIVED = "SELECT m.id FROM matter m JOIN council c ON c.id = m.council_id WHERE c.path = '92' AND c.valid_to IS NULL \
                AND m.state = 'received' ORDER BY m.number LIMIT $1";
    UNSORTED = "SELECT u.id FROM utterance u JOIN council c ON c.id = u.council_id WHERE c.path = '92' AND c.valid_to IS NULL \
                AND u.sorted = 0 ORDER BY u.id LIMIT $1";
    SIGNED_IN = "SELECT count(*) FROM audit WHERE act = $1";
}

/// An installation.
pub struct House {
    runtime: Arc<Runtime>,
    records: TestDb,
    folder: tempfile::TempDir,
    process: Option<Child>,
    pub address: String,
}

/// One on each database, serving.
pub fn houses() -> Vec<House> {
    let runtime = Arc::new(Runtime::new().expect("a runtime"));
    // The sample has meetings of today, so one of yesterday is no good.
    let name = format!("city_{}", Clock::system().today().strftime("%Y%m%d"));
    let all = runtime.block_on(testing::databases_with(&name, |db| async move {
        let hash = Hasher::default()
            .hash(Secret::new(PASSWORD))
            .await
            .expect("a hash");
        council::sample::city(&db, &Clock::system(), &hash)
            .await
            .expect("the sample city");
    }));
    let all = all.into_iter();
    all.map(|records| House::new(Arc::clone(&runtime), records))
        .collect()
}

impl House {
    fn new(runtime: Arc<Runtime>, records: TestDb) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let place = match &records.target {
            Target::Sqlite(file) => {
                let data = file.parent().map(PathBuf::from).unwrap_or_default();
                format!("data = {:?}", data.display().to_string())
            }
            Target::Postgres(url) => format!("database = {url:?}"),
        };
        let config = format!("listen = \"127.0.0.1:0\"\n{place}\n");
        std::fs::write(folder.path().join("dancu.toml"), config).expect("a configuration");
        let mut house = Self {
            runtime,
            records,
            folder,
            process: None,
            address: String::new(),
        };
        house.start();
        house
    }

    fn program(&self, command: &str) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_dancu"));
        program
            .arg(command)
            .current_dir(self.folder.path())
            .env_remove("DANCU_DATABASE");
        program
    }

    /// Starts the service and waits until it answers.
    pub fn start(&mut self) {
        let mut process = self
            .program("serve")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let output = process.stdout.take().expect("its output");
        self.process = Some(process);
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let address = lines.find_map(|line| {
            let (_, address) = line.split_once("listening on http://")?;
            Some(address.trim().to_owned())
        });
        self.address = address.expect("the service starts");
    }

    /// Ends it at once, wherever it is.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().expect("killed");
            process.wait().expect("gone");
        }
    }

    /// Recomputes the audit chain as an operator does.
    pub fn verify(&self) {
        let output = self.program("verify").output().expect("the program runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "{said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    pub fn caller(&self) -> Caller {
        Caller::new(&self.address)
    }

    pub fn signed_in(&self, login: &str) -> Caller {
        let mut caller = self.caller();
        let fields = caller.sign_in_form(login);
        let answer = caller.post("/sign-in", &fields);
        assert_eq!(answer.status, 303, "{login}: {}", answer.body);
        caller
    }

    pub fn council(&self) -> String {
        let id = self.runtime.block_on(
            self.records
                .db
                .scalar::<kernel::ids::CouncilId>(COUNCIL, args![]),
        );
        id.expect("a query")
            .expect("the city's council")
            .to_string()
    }

    /// How many people sit, each with a record and a mandate.
    pub fn people(&self) -> i64 {
        self.count(PEOPLE, args![])
    }

    pub fn state_of(&self, import: &str) -> String {
        let id: ImportId = import.parse().expect("an identifier");
        let state = self
            .runtime
            .block_on(self.records.db.scalar(STATE, args![id]));
        state.expect("a query").expect("an import")
    }

    pub fn confirmations_of(&self, import: &str) -> i64 {
        let id: ImportId = import.parse().expect("an identifier");
        self.count(CONFIRMED, args![Act::ConfirmImport.code(), id])
    }

    pub fn sessions(&self) -> i64 {
        self.count(SESSIONS, args![])
    }

    /// How many sessions the audit chain says were opened.
    pub fn sessions_on_record(&self) -> i64 {
        self.count(SIGNED_IN, args![Act::SignIn.code()])
    }

    /// A department of the city.
    pub fn department(&self) -> String {
        self.ids(DEPARTMENT, args![]).pop().expect("a department")
    }

    /// How many utterances say just this.
    pub fn utterances_saying(&self, text: &str) -> i64 {
        self.count(SAYING, args![text])
    }

    /// How often a matter was passed on.
    pub fn times_passed_on(&self, matter: &str) -> i64 {
        let id: MatterId = matter.parse().expect("an identifier");
        self.count(PASSED_ON, args![id])
    }

    /// Matters whose state is not that of their last step.
    pub fn matters_out_of_step(&self) -> i64 {
        self.count(OUT_OF_STEP, args![])
    }

    /// Matters of the city that nobody has yet.
    pub fn waiting_matters(&self, most: i64) -> Vec<String> {
        self.ids(RECEIVED, args![most])
    }

    /// Makes matters of what waits, as the program itself.
    pub fn sort_some(&self, most: i64) {
        let actor = Actor::program("Test");
        let waiting = self.ids(UNSORTED, args![most]);
        self.runtime.block_on(async {
            let acting = Acting::begin(&self.records.db, &actor, &Clock::system())
                .await
                .expect("begins");
            for id in waiting {
                let part = NewMatter {
                    title: "Sửa cống thoát nước".to_owned(),
                    field: Field::Urban,
                    competence: Competence::Province,
                    board: None,
                };
                let id = id.parse().expect("an identifier");
                make_matters(&acting, id, vec![part])
                    .await
                    .expect("a matter");
            }
            acting.commit().await.expect("commits");
        });
    }

    fn ids(&self, sql: Sql, values: Vec<Value>) -> Vec<String> {
        let rows = self.runtime.block_on(self.records.db.fetch(sql, values));
        let rows = rows.expect("a query");
        let id = |row: &store::Row| row.get::<Id<()>>("id").expect("an identifier").to_string();
        rows.iter().map(id).collect()
    }

    fn count(&self, sql: Sql, values: Vec<Value>) -> i64 {
        let found: Option<i64> = self
            .runtime
            .block_on(self.records.db.scalar(sql, values))
            .expect("a query");
        found.unwrap_or_default()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.kill();
    }
}
