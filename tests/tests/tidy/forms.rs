//! Every form answers by itself.

use crate::source::{files, none};

/// The browser's own check stops a form before the app can say what is wrong,
/// in the browser's language instead of the reader's.
#[test]
fn forms_leave_nothing_to_the_browsers_check() {
    let mut offences = Vec::new();
    for source in files("app/src", &[".rs"]) {
        for (number, line) in (1..).zip(source.text.lines()) {
            if line.contains("<form") && !source.path.contains("/standings/") && !line.contains("novalidate")
            {
                offences.push(format!("{}:{number}", source.path));
            }
        }
    }
    none("a form of the phone has `novalidate`", &offences);
}
