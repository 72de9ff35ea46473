//! Every form answers by itself.

use crate::source::{files, none};

/// The rooms of pages that the server renders, which no script helps.
const OF_THE_SERVER: [&str; 2] = ["/standings/", "/ward/"];

/// The browser's own check stops a form of the phone before the app can say what
/// is wrong, in the browser's language instead of the reader's.
#[test]
fn forms_leave_nothing_to_the_browsers_check() {
    let mut offences = Vec::new();
    for source in files("app/src", &[".rs"]) {
        if OF_THE_SERVER.iter().any(|room| source.path.contains(room)) {
            continue;
        }
        for (number, line) in (1..).zip(source.text.lines()) {
            if line.contains("<form") && !line.contains("novalidate") {
                offences.push(format!("{}:{number}", source.path));
            }
        }
    }
    none("a form of the phone has `novalidate`", &offences);
}
