//! Two phones, no signal: a file carries the work, and at the office it lands,
//! by its page and by the command line.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::json;
use shared::sync::bundle::text::to_text;
use tests::browser::{Browser, Size};

use tests::story::{Place, at_ward, begin_two, picture};

const TASK: &str = "Khơi mương thoát nước xóm 3";
const NOTE: &str = "Đã khơi được nửa mương";

#[tokio::test]
async fn a_file_carries_the_work_and_at_the_office_it_lands() {
    let place = Place::new();
    let (server, one, other) = begin_two(&place).await;
    let (origin, office) = (server.origin.clone(), server.office_code("dong-mai"));
    let folder = tempfile::TempDir::new().expect("a folder can be made");
    server.kill();

    // The first phone writes, and makes a file of it.
    one.goto_path("/cell/tasks/new").await;
    one.fill("#what", TASK).await;
    one.tap(".checkcard input + span").await;
    one.tap("#assign").await;
    one.sees("h1", TASK).await;
    let task = one.address().await;
    // How much waits is said, and that this browser may throw it away.
    one.goto_path("/cell/sync").await;
    one.sees("#sum", "1 KB").await;
    one.sees("#not-kept", "chưa bảo đảm giữ sổ").await;
    picture(&one, "sync-unsent").await;
    let first = made(&one, &folder.path().join("one")).await;
    // It is small enough for a code as well.
    one.wait("document.querySelector('svg.qr path')").await;
    one.wait("document.querySelector('svg.qr').scrollIntoView({ block: 'center' }) === undefined").await;
    picture(&one, "carry-file").await;

    // A file that lost its end on the way is refused, and so is one that was
    // changed: nothing of them is there.
    let bytes = std::fs::read(&first).expect("the file can be read");
    let spoilt = folder.path().join("spoilt.bontot");
    let (_, cut) = bytes.split_last().expect("the file is not empty");
    let mut turned = bytes.clone();
    *turned.get_mut(200).expect("the file is longer") ^= 1;
    other.goto_path("/cell/carry").await;
    for (spoiling, reason) in [(cut, "Tệp bị cụt"), (&turned, "bị sửa sau khi niêm phong")] {
        std::fs::write(&spoilt, spoiling).expect("a file can be written");
        other.choose_file("#take", &spoilt).await;
        other.sees(".banner[role=alert]", reason).await;
        other.wait("!document.querySelector('#carried')").await;
    }
    picture(&other, "carry-refused").await;
    other.goto_path("/cell/tasks").await;
    other.sees("h1", "Công việc").await;
    other.wait(&format!("!document.body.textContent.includes('{TASK}')")).await;

    // The whole one comes by its code, whose address the camera opens; taken in
    // once more as a file, it changes nothing.
    other.goto(&format!("{origin}/cell/carry#{}", to_text(&bytes))).await;
    other.tap("#take-code").await;
    other.sees("#said", "1 thay đổi là mới").await;
    other.sees("#carried", "1").await;
    picture(&other, "carry-taken").await;
    other.choose_file("#take", &first).await;
    other.sees("#said", "0 thay đổi là mới").await;
    other.sees("#carried", "1").await;

    // The second phone works on.
    other.goto(&task).await;
    other.sees("h1", TASK).await;
    other.fill("#note", NOTE).await;
    other.fill("#percent-number", "50").await;
    other.tap("#report").await;
    other.sees(".progress-line", "50%").await;
    // It is still there after a start without a signal.
    other.reload().await;
    other.sees(".progress-line", NOTE).await;
    let second = made(&other, &folder.path().join("other")).await;

    // The office's page says why it takes nothing, and takes the first phone's file.
    let server = place.serve();
    let desk = place.browser("desk", Size::Desktop).await;
    desk.goto(&format!("{origin}/enter?next=/ward/dong-mai")).await;
    desk.fill("#code", &office).await;
    desk.tap("button[type=submit]").await;
    desk.sees("h1", "Đông Mai").await;
    desk.goto(&format!("{origin}/ward/dong-mai/bundles")).await;
    desk.choose_file("#file", &spoilt).await;
    desk.tap("main form button[type=submit]").await;
    desk.sees("#file-error", "bị sửa sau khi niêm phong").await;
    desk.choose_file("#file", &first).await;
    desk.tap("main form button[type=submit]").await;
    desk.sees("#taken", "1 trên 1 thay đổi đã ở phường").await;

    // The command line takes the second phone's, in which both are, and again:
    // the same.
    check_import(&place, &second, &["1 of 1 changes are stored", "1 of 1 changes are stored"]);
    check_import(&place, &second, &["1 of 1 changes are stored", "1 of 1 changes are stored"]);
    desk.choose_file("#file", &second).await;
    desk.tap("main form button[type=submit]").await;
    desk.wait("document.querySelectorAll('#taken > li').length === 2").await;
    desk.sees("#taken", "1 trên 1 thay đổi đã ở phường").await;
    picture(&desk, "carry-office").await;

    // With a signal both phones have their receipts.
    at_ward(&one, &server).await;
    one.goto(&task).await;
    one.sees(".progress-line", "50%").await;
    one.sees(".savestate", "Đã tới phường").await;
    at_ward(&other, &server).await;
    other.goto_path("/cell/carry").await;
    other.wait("document.querySelector('#make').disabled && !document.querySelector('#carried')").await;
}

/// Takes the file in by the command line, and reads what became of each part.
fn check_import(place: &Place, file: &Path, expected: &[&str]) {
    let program = std::env::var_os("BONTOT_BIN").expect("BONTOT_BIN names the server program");
    let import = Command::new(program).arg("import").arg(file).arg("--data").arg(place.data()).output();
    let output = import.expect("the program starts");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    let lines: Vec<_> = told.lines().collect();
    assert_eq!(lines.len(), expected.len(), "{told}");
    for (line, part) in lines.iter().zip(expected) {
        assert!(line.contains(part), "{told}");
    }
}

/// The file that the phone makes of what is not at the ward.
async fn made(phone: &Browser, folder: &Path) -> PathBuf {
    std::fs::create_dir_all(folder).expect("a folder can be made");
    let downloads = json!({ "behavior": "allow", "downloadPath": folder });
    phone.cdp("Page.setDownloadBehavior", downloads).await;
    phone.goto_path("/cell/carry").await;
    phone.tap("#make:enabled").await;
    phone.tap("#save-file").await;
    let mut saved = None;
    for _ in 0..400 {
        let files = std::fs::read_dir(folder).expect("the folder can be read").flatten();
        saved =
            files.map(|file| file.path()).find(|path| path.extension().is_some_and(|end| end == "bontot"));
        if saved.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    saved.expect("the file is saved")
}
