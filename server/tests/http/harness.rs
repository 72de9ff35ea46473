//! A server without a socket, on a fresh data file, with a clock that tests set.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use server::assets::Site;
use server::auth::code::AccessCode;
use server::router::router;
use server::state::AppState;
use server::store::Store;
use server::store::codes::{NewCode, Opens, Shown};
use shared::lang::Text3;
use shared::moment::Moment;
use shared::org::{Code, Organisation, OrganisationKind, Ward};
use shared::ruling::Ruling;
use shared::scheme::{Certainty, Criterion, Decision, Grade, Item, Kinds, Policy, Rule, Scheme, Subject};
use tempfile::TempDir;
use tower::ServiceExt;

/// 2024-11-07 12:00 in Vietnam.
pub const BEGIN: i64 = 1_730_955_600_000;

/// A server with the ward `dong-mai` and its cells `bieu-nghi` and `trai-thanh`.
pub struct TestServer {
    folder: TempDir,
    pub store: Store,
    clock: Arc<AtomicI64>,
    site: fn() -> Site,
    router: Router,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

impl TestServer {
    pub fn start() -> Self {
        Self::with_site(Site::default)
    }

    pub fn with_site(site: fn() -> Site) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(AtomicI64::new(BEGIN));
        let (store, router) = open(&folder, &clock, site);
        store.found_ward(&ward()).unwrap();
        for ruling in [
            Ruling::Registered(cell("bieu-nghi")),
            Ruling::Registered(cell("trai-thanh")),
            Ruling::SchemeApplied(scheme()),
            Ruling::MonthOpened("2024-11".parse().unwrap()),
        ] {
            store.rule(&ward().code, &ruling, Moment::from_millis(BEGIN)).unwrap();
        }
        Self { folder, store, clock, site, router }
    }

    /// The same data file, as a new process would open it.
    pub fn restart(self) -> Self {
        self.restart_after(|_| ())
    }

    /// The folder of the data file.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The data file.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("bontot.db")
    }

    /// As [`TestServer::restart`], with something done to the data file meanwhile.
    pub fn restart_after(self, meanwhile: impl FnOnce(&Path)) -> Self {
        let Self { folder, store, clock, site, router } = self;
        drop((router, store));
        meanwhile(&folder.path().join("bontot.db"));
        let (store, router) = open(&folder, &clock, site);
        Self { folder, store, clock, site, router }
    }

    pub fn now(&self) -> Moment {
        Moment::from_millis(self.clock.load(Ordering::Relaxed))
    }

    pub fn pass(&self, millis: i64) {
        self.clock.fetch_add(millis, Ordering::Relaxed);
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// A fresh code, good for a day.
    pub fn code(&self, opens: Opens) -> AccessCode {
        let code = AccessCode::draw().unwrap();
        let new = NewCode {
            code: code.clone(),
            ward: ward().code,
            opens,
            expires_at: self.now().plus_millis(86_400_000),
            shown: Shown::UntilUsed,
        };
        self.store.add_code(&new).unwrap();
        code
    }
}

fn open(folder: &TempDir, clock: &Arc<AtomicI64>, site: fn() -> Site) -> (Store, Router) {
    let store = Store::open(&folder.path().join("bontot.db")).unwrap();
    let clock = Arc::clone(clock);
    let clock = Arc::new(move || Moment::from_millis(clock.load(Ordering::Relaxed)));
    let state = AppState { clock, ..AppState::new(store.clone(), site()) };
    (store, router(state))
}

pub fn ward() -> Ward {
    Ward {
        code: "dong-mai".parse().unwrap(),
        name: "Phường Đông Mai".to_owned(),
        town: "Thị xã Quảng Yên".to_owned(),
    }
}

pub fn cell(code: &str) -> Organisation {
    let code: Code = code.parse().unwrap();
    let name = format!("Chi bộ khu {code}");
    Organisation::new(&ward().code, code, &name, OrganisationKind::Cell)
}

fn text(text: &str) -> Text3 {
    Text3 { vi: text.to_owned(), en: text.to_owned(), bn: text.to_owned() }
}

/// One criterion with one item that a person answers.
fn scheme() -> Scheme {
    let item = Item {
        id: "meetings.held".to_owned(),
        text: text("Sinh hoạt đúng kỳ"),
        rule: Rule::Met { points: 0 },
        not_applicable: Policy::Never,
        certainty: Certainty::Sample,
        ..Item::default()
    };
    let criterion = Criterion {
        id: "meetings".to_owned(),
        text: text("Sinh hoạt"),
        short: text("Sinh hoạt"),
        items: vec![item],
        ..Criterion::default()
    };
    let grade =
        |id: &str, at_least| Grade { id: id.to_owned(), text: text(id), at_least, ..Grade::default() };
    Scheme {
        id: "test".to_owned(),
        version: 1,
        title: text("Bốn tốt"),
        source: text("Mẫu"),
        organisations: Kinds::of(OrganisationKind::Cell),
        valid_from: "2024-01".parse().unwrap(),
        valid_until: None,
        criteria: vec![criterion],
        subject: Subject::Month,
        decision: Decision::CriteriaMet,
        grades: vec![grade("good", 1), grade("poor", 0)],
        scales: Vec::new(),
        gates: Vec::new(),
        cap: None,
        note: None,
    }
}

/// A small site: a shell, a style, a program, a worker.
pub fn small_site() -> Site {
    const LIST: &str = r#"{"build":"b","css":"/pkg/app.1.css","live":"/pkg/live.1.js","shell":"/shell.html","files":[
        {"path":"/pkg/app.1.css","type":"text/css; charset=utf-8","immutable":true,"offline":"first","bytes":6,"brotli":4,"gzip":5},
        {"path":"/pkg/client.1.wasm","type":"application/wasm","immutable":true,"offline":"first","bytes":4,"brotli":null,"gzip":null},
        {"path":"/pkg/live.1.js","type":"text/javascript; charset=utf-8","immutable":true,"offline":"never","bytes":2,"brotli":null,"gzip":null},
        {"path":"/shell.html","type":"text/html; charset=utf-8","immutable":false,"offline":"first","bytes":5,"brotli":null,"gzip":5},
        {"path":"/sw.js","type":"text/javascript; charset=utf-8","immutable":false,"offline":"first","bytes":2,"brotli":null,"gzip":null}]}"#;
    let file = |path: &str| -> Option<Cow<'static, [u8]>> {
        let content: &'static str = match path {
            "site.json" => LIST,
            "pkg/app.1.css" => "main{}",
            "pkg/app.1.css.br" => "css as brotli",
            "pkg/app.1.css.gz" => "css as gzip",
            "pkg/live.1.js" => "//",
            "pkg/client.1.wasm" => "\0asm",
            "shell.html" => "shell",
            "shell.html.gz" => "shell as gzip",
            "sw.js" => "//",
            _ => return None,
        };
        Some(Cow::Borrowed(content.as_bytes()))
    };
    Site::from_files(file).unwrap()
}
