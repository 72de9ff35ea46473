//! An office's laptop on its own network: the real programs, a phone that comes
//! by HTTPS, and both servers killed between the steps.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

use server::forward::road::{Road, RoadError, authority};
use shared::amount::Amount;
use shared::document::command::contribution::{Gift, Much, record};
use shared::record::Kind;
use shared::record::contribution::{Contribution, Source, Unit};
use shared::sync::engine::{Effect, Event, Failure};
use shared::sync::wire::Enrolled;
use shared::words::Title;
use tempfile::TempDir;
use tests::bontot::{Bontot, free_port, run};
use tests::phone::Phone;
use tests::town::BEGIN;
use tokio::runtime::Runtime;

/// The way of a phone to one of the servers.
struct Way {
    road: Road,
    runtime: Runtime,
}

impl Way {
    fn to(origin: &str, trust: Option<&Path>) -> Self {
        let trust = trust.map(|path| authority(path).unwrap());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { road: Road::to(origin, trust.as_deref()).unwrap(), runtime }
    }

    fn post<Q: minicbor::Encode<()>, A: for<'b> minicbor::Decode<'b, ()>>(
        &self,
        path: &str,
        token: Option<&str>,
        body: &Q,
    ) -> Result<A, Failure> {
        let token = token.map(|token| server::auth::secret::Secret::read(token).unwrap());
        self.runtime.block_on(self.road.post(path, token.as_ref(), body)).map_err(|error| match error {
            RoadError::Fault(_, fault) => Failure::Fault(fault),
            _ => Failure::NoRoad,
        })
    }

    fn enrol(&self, phone: &mut Phone, code: &str) {
        let request = phone.ask_to_enrol(code).unwrap();
        let enrolled: Enrolled = self.post("/api/v1/enrol", None, &request).unwrap();
        assert_eq!(phone.take_identity(enrolled).unwrap(), Ok(()));
    }

    fn sync(&self, phone: &mut Phone) -> Result<(), Failure> {
        let mut event = Event::Wake;
        loop {
            let failed = if let Event::Failed(failure) = &event { Err(*failure) } else { Ok(()) };
            event = match phone.tell(event) {
                Some(Effect::ReadOutbox { without }) => phone.read_outbox(&without),
                Some(Effect::Send(request)) => {
                    let answer = self.post("/api/v1/sync", Some(&phone.identity().token), &request);
                    answer.map_or_else(Event::Failed, Event::Answer)
                }
                Some(Effect::Store(news)) => phone.keep(&news).unwrap(),
                Some(Effect::Rest(_) | Effect::Retry(_)) | None => return failed,
            };
        }
    }
}

struct Office {
    folder: TempDir,
    port: u16,
    town: Option<Bontot>,
    laptop: Option<Bontot>,
}

impl Office {
    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn start_town(&mut self) {
        self.town = Some(Bontot::start(Path::new(&self.path("town.db")), self.port));
    }

    fn start_laptop(&mut self, data: &str) -> Way {
        let laptop = Bontot::start_secure(Path::new(&self.path(data)));
        let way = Way::to(&laptop.origin, Some(Path::new(&self.path(&format!("{data}.ca.pem")))));
        self.laptop = Some(laptop);
        way
    }

    /// Makes a data file a relay's.
    fn join(&self, data: &str) -> String {
        let made = run(&["relay", "new", "dong-mai", "Máy văn phòng", "--data", &self.path("town.db")]);
        let code = made.unwrap().lines().next().unwrap().to_owned();
        let joined = run(&["join", &self.town.as_ref().unwrap().origin, &code, "--data", &self.path(data)]);
        joined.unwrap()
    }

    fn forward(&self, data: &str) -> Result<String, String> {
        run(&["forward", "--data", &self.path(data)])
    }

    fn ask(&self, head: &str, body: &str) -> String {
        let mut connection = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let length = body.len();
        let head = format!("{head}\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {length}\r\n");
        write!(connection, "{head}Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}").unwrap();
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// How often the town's standings name the project.
    fn standings_name(&self, project: &str) -> usize {
        let code = self.town.as_ref().unwrap().viewing_code("dong-mai");
        let entered = self.ask("POST /enter HTTP/1.1", &format!("code={code}&next="));
        let (_, cookie) = entered.split_once("set-cookie: ").unwrap();
        let cookie = cookie.split(';').next().unwrap();
        let page =
            self.ask(&format!("GET /standings/dong-mai/2024/11/bieu-nghi HTTP/1.1\r\nCookie: {cookie}"), "");
        assert!(page.contains("200 OK"), "{page}");
        page.matches(project).count()
    }
}

fn give(phone: &mut Phone, project: &str) {
    let gift = Gift {
        unit: Unit::WorkDays,
        much: Much::Given(Amount::new(35).unwrap()),
        purpose: Title::new("Đổ bê tông").unwrap(),
        project: Some(Title::new(project).unwrap()),
        given_on: "2024-11-05".parse().unwrap(),
        source: Source::People,
        givers: Some(12),
        resolution: None,
        against: None,
        note: None,
    };
    let document = phone.new_document();
    phone.write(document, Kind::Contribution, &record(&Contribution::default(), &gift).unwrap());
}

#[test]
fn what_a_phone_wrote_at_an_offices_laptop_stands_in_the_towns_standings() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = Office { folder, port: free_port(), town: None, laptop: None };
    office.start_town();
    let joined = office.join("laptop.db");
    assert!(joined.contains("is a relay of Phường Đông Mai now."), "{joined}");
    let kill = |server: &mut Option<Bontot>| server.take().unwrap().kill();

    // Where there is no internet.
    let way = office.start_laptop("laptop.db");
    let made = run(&["code", "cell", "dong-mai", "bieu-nghi", "--data", &office.path("laptop.db")]).unwrap();
    let mut phone = Phone::new(1);
    phone.set_clock(BEGIN);
    way.enrol(&mut phone, made.lines().next().unwrap());
    give(&mut phone, "Đường xóm Một");
    assert_eq!((way.sync(&mut phone), phone.unsent()), (Ok(()), vec![]));
    kill(&mut office.laptop);
    let way = office.start_laptop("laptop.db");
    give(&mut phone, "Đường xóm Hai");
    assert_eq!((way.sync(&mut phone), phone.unsent()), (Ok(()), vec![]));
    assert_eq!(office.standings_name("Đường xóm"), 0);

    // The town's server is down; then it is there, while the laptop serves on.
    kill(&mut office.town);
    let refused = office.forward("laptop.db").unwrap_err();
    assert!(refused.contains("cannot be reached; is there a network, and does the server run?"), "{refused}");
    office.start_town();
    let forwarded = office.forward("laptop.db").unwrap();
    assert!(forwarded.contains("confirmed 2 changes; 0 changes and 0 rulings"), "{forwarded}");
    kill(&mut office.town);
    office.start_town();
    let shown = [office.standings_name("Đường xóm Một"), office.standings_name("Đường xóm Hai")];
    assert!(shown.iter().all(|count| 0 < *count), "{shown:?}");
    let again = office.forward("laptop.db").unwrap();
    assert!(again.contains("confirmed 0 changes; 0 changes and 0 rulings"), "{again}");

    // The same phone comes to the town, which knows it by now, and to the laptop again.
    let town = Way::to(&office.town.as_ref().unwrap().origin, None);
    give(&mut phone, "Đường xóm Ba");
    assert_eq!((town.sync(&mut phone), phone.unsent()), (Ok(()), vec![]));
    assert_eq!((way.sync(&mut phone), phone.unsent()), (Ok(()), vec![]));
    let both = office.forward("laptop.db").unwrap();
    assert!(both.contains("confirmed 1 changes; 0 changes and 0 rulings"), "{both}");
    assert_eq!(office.standings_name("Đường xóm Ba"), shown[0]);

    // The laptop is lost before it forwarded: the phone brings it to the town itself.
    give(&mut phone, "Đường xóm Tư");
    assert_eq!((way.sync(&mut phone), phone.unsent()), (Ok(()), vec![]));
    kill(&mut office.laptop);
    std::fs::remove_file(office.path("laptop.db")).unwrap();
    assert_eq!((town.sync(&mut phone), phone.unsent()), (Ok(()), vec![]));
    assert_eq!(office.standings_name("Đường xóm Tư"), shown[0]);
    // Another one takes its place, and gets all of it.
    office.join("other.db");
    let other = office.start_laptop("other.db");
    assert_eq!((other.sync(&mut phone), phone.unsent()), (Ok(()), vec![]));
    let (data, town) = (office.path("other.db"), office.path("town.db"));
    kill(&mut office.laptop);
    kill(&mut office.town);
    for data in [data, town] {
        let whole = run(&["verify", "--data", &data]);
        assert!(whole.is_ok(), "{whole:?}");
    }
}
