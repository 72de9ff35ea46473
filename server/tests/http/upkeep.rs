//! Backups that are made, checked and put back, by the program as people run it.

use std::fs;
use std::path::Path;
use std::process::Output;

use server::store::backup::{back_up, prepare, put_in_place};
use server::store::{Store, StoreError};

use super::harness::{TestServer, ward};
use super::phone::{Phone, receipts, task_id};
use super::program::{bontot, check_refusal, founded};

fn run(arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = bontot(arguments).output().unwrap();
    assert!(status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn what_is_no_backup_is_not_put_back_and_nothing_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let here = |name: &str| folder.path().join(name);
    let (data, copy, notes) = (here("bontot.db"), here("copy.db"), here("notes.txt"));
    founded(&data);
    fs::write(&notes, "Sổ tay ".repeat(500)).unwrap();
    let before = fs::read(&data).unwrap();

    let refused = |command: &str, file: &Path, data: &Path, expect: &str| {
        check_refusal(&[command, text(file), "--data", text(data)], expect);
    };
    refused(
        "backup",
        &notes,
        &data,
        &format!("{} exists already, and no backup is written over; name another file", notes.display()),
    );
    let nowhere = here("nowhere/copy.db");
    refused(
        "backup",
        &nowhere,
        &data,
        &format!(
            "{}.part cannot be written: it cannot be opened or created; \
             it must be a file, in a folder that exists and may be written to",
            nowhere.display()
        ),
    );
    let absent = here("absent.db");
    let missing =
        format!("{} cannot be read: there is no such file; `bontot serve` makes it", absent.display());
    refused("backup", &copy, &absent, &missing);
    refused("restore", &absent, &data, &missing);
    let not_ours =
        format!("{} cannot be read: it is not a data file of bontot; name another file", notes.display());
    refused("backup", &copy, &notes, &not_ours);
    refused("restore", &notes, &data, &not_ours);
    let itself =
        format!("{} is the data file itself; name the backup to be put in its place", data.display());
    refused("restore", &data, &data, &itself);
    check_refusal(
        &["verify", "--data", text(&notes)],
        &format!(
            "the data file {} cannot be used: it is not a data file of bontot; name another file",
            notes.display()
        ),
    );

    run(&["backup", text(&copy), "--data", text(&data)]);
    // A server has it open.
    let server = Store::open(&data).unwrap();
    let in_use = format!(
        "another program, such as `bontot serve`, has {} open; stop it, then restore again",
        data.display()
    );
    refused("restore", &copy, &data, &in_use);
    drop(server);
    // What stands there is no data file.
    refused(
        "restore",
        &copy,
        &notes,
        &format!("{} cannot be written: it is not a data file of bontot; name another file", notes.display()),
    );
    assert_eq!(fs::read(&data).unwrap(), before);
    let mut left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["bontot.db", "copy.db", "notes.txt"]);
}

#[tokio::test]
async fn what_a_backup_lacks_comes_again_from_the_phones() {
    let server = TestServer::start();
    let copy = server.folder().join("copy.db");
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let first = phone.assign(&server, task_id(1), "Gieo ngô đông");
    phone.sync(&server, vec![first]).await;
    // The server runs, and goes on while the copy is made.
    back_up(&server.data(), &copy).unwrap();
    let later = phone.report(&server, task_id(1), 1, 60);
    phone.sync(&server, vec![later.clone()]).await;
    let known = phone.epoch();

    let server = server.restart_after(|data| {
        let fresh = prepare(&copy, data).unwrap();
        let aside = put_in_place(&fresh, data).unwrap().unwrap();
        // What was there is kept, and whole.
        assert!(run(&["verify", "--data", text(&aside)]).contains("2 changes of 1 documents"));
    });
    let news = phone.sync(&server, vec![]).await;
    assert_ne!(news.point.epoch, known);
    let again = phone.sync(&server, vec![later]).await;
    assert_eq!(receipts(&again.outcomes[0]).len(), 1);
    assert!(run(&["verify", "--data", text(&server.data())]).contains("2 changes of 1 documents"));
}

#[test]
fn a_backup_is_put_back_where_there_is_no_file_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let (data, copy) = (folder.path().join("bontot.db"), folder.path().join("copy.db"));
    founded(&data);
    let epoch = |path: &Path| Store::open(path).unwrap().read_blocking(|reading| reading.epoch()).unwrap();
    let before = epoch(&data);
    let said = run(&["backup", text(&copy), "--data", text(&data)]);
    assert!(said.contains(&format!("bontot restore {} --data {}", copy.display(), data.display())), "{said}");
    fs::remove_file(&data).unwrap();
    let said = run(&["restore", text(&copy), "--data", text(&data)]);
    assert!(said.contains("A new epoch has begun") && !said.contains("aside"), "{said}");
    assert_ne!(epoch(&data), before);
    // Once more: what stands there now is kept, under one name after the other.
    for n in [1, 2] {
        let said = run(&["restore", text(&copy), "--data", text(&data)]);
        assert!(said.contains(&format!("kept as {}.aside-{n};", data.display())), "{said}");
    }
    let store = Store::open(&data).unwrap();
    let wards = store.read_blocking::<_, StoreError>(|reading| reading.wards()).unwrap();
    assert_eq!(wards, [ward()]);
}

/// Where the first change that is stored in the file begins.
fn first_change(file: &[u8]) -> usize {
    file.windows(4).position(|bytes| bytes == [0x85, 0x6f, 0x4a, 0x83]).unwrap()
}

#[tokio::test]
async fn a_backup_that_is_not_whole_is_not_put_back() {
    let server = TestServer::start();
    let mut phone = Phone::enrol(&server, "bieu-nghi").await;
    let push = phone.assign(&server, task_id(1), "Gieo ngô đông");
    phone.sync(&server, vec![push]).await;
    let (data, copy) = (server.data(), server.folder().join("copy.db"));
    back_up(&data, &copy).unwrap();
    // One bit of the title. SQLite does not notice that, nor does it open as if nothing were.
    let mut bytes = fs::read(&copy).unwrap();
    let title = first_change(&bytes);
    bytes[title + 40] ^= 1;
    fs::write(&copy, bytes).unwrap();

    let server = server.restart_after(|data| {
        let before = fs::read(data).unwrap();
        let output = bontot(&["restore", text(&copy), "--data", text(data)]).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            !output.status.success() && said.contains("copy.db is not whole:\n  document 01010101"),
            "{said}"
        );
        assert!(said.contains("\nNext: the data file stays as it was; restore another backup\n"), "{said}");
        assert_eq!(fs::read(data).unwrap(), before);
    });
    let output = bontot(&["verify", "--data", text(&copy)]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let next = format!("Next: stop the server, then `bontot restore BACKUP --data {}`\n", copy.display());
    assert!(!output.status.success() && said.ends_with(&next), "{said}");
    assert!(
        run(&["verify", "--data", text(&data)]).contains("is whole: 1 changes of 1 documents in 1 wards")
    );
    assert!(run(&["rebuild", "--data", text(&data)]).starts_with("1 documents were read anew"));
    drop(server);
}
