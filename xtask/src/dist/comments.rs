//! What is written for whoever reads the source, and no phone needs: comments,
//! margins, empty lines.

use anyhow::{Result, bail};

/// A script without them. A comment stands on lines of its own.
pub fn of_script(script: &str) -> Result<String> {
    if let Some(line) = script.lines().find(|line| line.matches('`').count() % 2 == 1) {
        bail!("{line:?} begins or ends a text of several lines, whose margins count");
    }
    let is_comment = |line: &str| ["//", "/*", "*"].iter().any(|begin| line.starts_with(begin));
    Ok(lines(script, |line| !is_comment(line)))
}

/// A stylesheet without them.
pub fn of_style(style: &str) -> String {
    let mut kept = String::with_capacity(style.len());
    let mut parts = style.split("/*");
    kept.push_str(parts.next().unwrap_or_default());
    for part in parts {
        kept.push_str(part.split_once("*/").map_or("", |(_, after)| after));
    }
    lines(&kept, |_| true)
}

fn lines(text: &str, is_kept: impl Fn(&str) -> bool) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && is_kept(line));
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_keep_what_runs() {
        let script = "/**\n * a\n */\nlet a;\n\n    // b\n    a(`c`);\n";
        assert_eq!(of_script(script).unwrap(), "let a;\na(`c`);\n");
        assert!(of_script("let a = `b\nc`;\n").is_err());
    }

    #[test]
    fn styles_keep_what_is_drawn() {
        let style = "/* a\n   b */\n:root {\n  --a: 1; /* c */\n}\n";
        assert_eq!(of_style(style), ":root {\n--a: 1;\n}\n");
    }
}
