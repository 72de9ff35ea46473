//! Makes one script of the client's JavaScript and the loader of its later
//! parts. As two files each would name the other, and no name could hold the
//! hash of its content.

use anyhow::{Context, Result, bail};

use super::split::{CLIENT, LOADER};

/// Puts the loader where the client imports it.
pub fn join(client: &str, loader: &str) -> Result<String> {
    let (import, name) = import_of_loader(client)?;
    let own_import = format!("import {{ initSync }} from \"{CLIENT}\";\n");
    let Some(loader) = loader.strip_prefix(&own_import) else {
        bail!("the loader does not begin with {own_import:?}: its generator changed");
    };
    let exports: Vec<&str> = loader
        .lines()
        .filter_map(|line| line.strip_prefix("export const ")?.split_once(" = "))
        .map(|(name, _)| name)
        .collect();
    if exports.is_empty() {
        bail!("the loader loads nothing: its generator changed");
    }
    let loader = loader.replace("export const ", "const ");
    let object = format!("{loader}const {name} = {{ {} }};", exports.join(", "));
    Ok(client.replacen(import, &object, 1))
}

/// The client's line that imports the loader, and the name it gives it.
fn import_of_loader(client: &str) -> Result<(&str, &str)> {
    let line = |line: &&str| {
        line.starts_with("import ")
            && [format!("\"{LOADER}\""), format!("'{LOADER}'")].iter().any(|name| line.contains(name))
    };
    let mut lines = client.lines().filter(line);
    let (Some(import), None) = (lines.next(), lines.next()) else {
        bail!("the client does not import {LOADER} once: its generator changed");
    };
    let name = import.strip_prefix("import * as ").and_then(|rest| rest.split(' ').next());
    Ok((import, name.with_context(|| format!("{import}: its generator changed"))?))
}

/// Gives the later parts in the script the names under which they are served,
/// in the folder of the script itself.
pub fn name_parts<'a>(script: &str, names: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<String> {
    let mut script = script.to_owned();
    for (file, served) in names {
        let (from, to) = (format!("\"./{file}\""), format!("\"./{served}\""));
        if !script.contains(&from) {
            bail!("the loader does not name {file}");
        }
        script = script.replace(&from, &to);
    }
    Ok(script)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOADER_TEXT: &str = "import { initSync } from \"./client.js\";\nlet x;\n\
                               export const load_a = make(new URL(\"./split_a.wasm\", import.meta.url));\n";

    #[test]
    fn two_scripts_become_one() {
        let client = "import * as one from './loader.js';\nimports['./loader.js'] = one;\n";
        let script = join(client, LOADER_TEXT).unwrap();
        assert_eq!(
            script,
            "let x;\nconst load_a = make(new URL(\"./split_a.wasm\", import.meta.url));\n\
             const one = { load_a };\nimports['./loader.js'] = one;\n"
        );
        let script = name_parts(&script, [("split_a.wasm", "a.00.wasm")]).unwrap();
        assert!(script.contains("new URL(\"./a.00.wasm\", import.meta.url)"), "{script}");
    }

    #[test]
    fn what_is_not_as_expected_is_said() {
        fn check(client: &str, loader: &str, expected: &str) {
            let error = join(client, loader).map(drop).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
        let import = "import * as one from \"./loader.js\";\n";
        check("", LOADER_TEXT, "does not import");
        check(&import.repeat(2), LOADER_TEXT, "does not import");
        check("import one from \"./loader.js\";\n", LOADER_TEXT, "its generator changed");
        check(import, "let x;\n", "does not begin");
        check(import, "import { initSync } from \"./client.js\";\nlet x;\n", "loads nothing");
        assert!(name_parts("", [("a", "b")]).is_err());
    }
}
