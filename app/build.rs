//! Turns the locale files into functions, one per text.
//!
//! `title = "…"` in `locales/*/home.toml` becomes `t::home_title(lang)`; placeholders such as
//! `{count}` become arguments in the order in which Vietnamese names them. A
//! key or a placeholder that one language lacks stops the build, so a text can
//! neither be missing nor be misspelt.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

const LANGUAGES: [(&str, &str); 3] = [("vi", "Vi"), ("en", "En"), ("bn", "Bn")];

fn main() -> Result<(), Box<dyn Error>> {
    let mut catalogues = Vec::new();
    for (tag, _) in LANGUAGES {
        let folder = format!("locales/{tag}");
        println!("cargo::rerun-if-changed={folder}");
        catalogues.push(read(&folder)?);
    }
    let [vi, en, bn] = catalogues.as_slice() else { return Err("three languages are read".into()) };
    let mut code = String::new();
    for (key, text) in vi {
        let arguments = placeholders(text);
        if 10 < arguments.len() {
            return Err(format!("{key} has more placeholders than digits").into());
        }
        for (tag, other) in [("en", en), ("bn", bn)] {
            let other = other.get(key).ok_or_else(|| format!("locales/{tag} has no {key}"))?;
            let (mut theirs, mut ours) = (placeholders(other), arguments.clone());
            theirs.sort();
            ours.sort();
            if theirs != ours {
                return Err(format!("locales/{tag}: {key} has other placeholders than vi").into());
            }
        }
        write_function(&mut code, key, text, &arguments, [vi, en, bn])?;
    }
    for (tag, other) in [("en", en), ("bn", bn)] {
        if let Some(key) = other.keys().find(|key| !vi.contains_key(*key)) {
            return Err(format!("locales/{tag} has {key}, which vi has not").into());
        }
    }
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("texts.rs"), code)?;
    Ok(())
}

/// The texts of one language by `section_key`, a file being a section.
fn read(folder: &str) -> Result<BTreeMap<String, String>, Box<dyn Error>> {
    let mut texts = BTreeMap::new();
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        let shown = path.display();
        println!("cargo::rerun-if-changed={shown}");
        let section = path.file_stem().and_then(|stem| stem.to_str()).ok_or("a section has a name")?;
        let entries: toml::Table = fs::read_to_string(&path)?.parse()?;
        for (key, text) in &entries {
            let text = text.as_str().ok_or_else(|| format!("{shown}: {key} is no text"))?;
            if text.trim().is_empty() {
                return Err(format!("{shown}: {key} is empty").into());
            }
            texts.insert(format!("{section}_{key}"), text.to_owned());
        }
    }
    Ok(texts)
}

/// The names between braces, each once, in order.
fn placeholders(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in text.split('{').skip(1) {
        if let Some((name, _)) = part.split_once('}')
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
    names
}

fn write_function(
    code: &mut String,
    key: &str,
    doc: &str,
    arguments: &[String],
    catalogues: [&BTreeMap<String, String>; 3],
) -> Result<(), Box<dyn Error>> {
    let parameters: String = arguments.iter().map(|name| format!(", {name}: impl Display")).collect();
    writeln!(code, "/// {}", doc.replace('\n', " "))?;
    if !arguments.is_empty() {
        writeln!(code, "pub fn {key}(lang: Lang{parameters}) -> String {{")?;
        let texts: Vec<String> = catalogues.map(|texts| numbered(texts, key, arguments)).into();
        let given: Vec<String> = arguments.iter().map(|name| format!("&{name}")).collect();
        writeln!(code, "    fill(lang, &{texts:?}, &[{}])\n}}\n", given.join(", "))?;
        return Ok(());
    }
    writeln!(code, "#[must_use]\npub fn {key}(lang: Lang) -> &'static str {{\n    match lang {{")?;
    for ((_, variant), catalogue) in LANGUAGES.iter().zip(catalogues) {
        let text = catalogue.get(key).map_or("", String::as_str);
        writeln!(code, "        Lang::{variant} => {text:?},")?;
    }
    writeln!(code, "    }}\n}}\n")?;
    Ok(())
}

/// A text whose placeholders are the numbers of its arguments.
fn numbered(texts: &BTreeMap<String, String>, key: &str, arguments: &[String]) -> String {
    let text = texts.get(key).cloned().unwrap_or_default();
    let number = |text: String, (number, name): (usize, &String)| {
        text.replace(&format!("{{{name}}}"), &format!("{{{number}}}"))
    };
    arguments.iter().enumerate().fold(text, number)
}
