//! What the crates depend on, and why.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use crate::source::{none, read, root};

/// What `shared` may depend on, each with the only features it may switch on.
/// None of them reaches the disk, the network, a clock or a source of chance:
/// `jiff` without `std` has no clock, `uuid` with `v5` alone draws nothing.
const PURE: [(&str, &[&str]); 9] = [
    ("automerge", &[]),
    ("jiff", &["alloc"]),
    ("litemap", &["alloc"]),
    ("minicbor", &["alloc", "derive"]),
    ("serde", &["derive"]),
    ("sha2", &[]),
    ("thiserror", &[]),
    ("toml", &["parse", "serde", "std"]),
    ("uuid", &["v5"]),
];

/// Which members each member may depend on: arrows go one way.
const ARROWS: [(&str, &[&str]); 7] = [
    ("shared", &[]),
    ("app", &["shared"]),
    ("client", &["app"]),
    ("server", &["app", "shared"]),
    ("tests", &["server", "shared", "vectors"]),
    ("vectors", &["shared"]),
    ("xtask", &[]),
];

/// One crate of the project, as cargo reads it.
struct Member {
    name: String,
    /// Its manifest, from the project's folder.
    manifest: String,
    dependencies: Vec<Value>,
}

fn members() -> Vec<Member> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let member = |package: &Value| Member {
        name: package["name"].as_str().unwrap().to_owned(),
        manifest: {
            let path = package["manifest_path"].as_str().unwrap();
            std::path::Path::new(path).strip_prefix(root()).unwrap().to_str().unwrap().to_owned()
        },
        dependencies: package["dependencies"].as_array().unwrap().clone(),
    };
    packages.iter().map(member).collect()
}

/// The line of a manifest that names the dependency.
fn line_of(manifest: &str, dependency: &str) -> usize {
    let text = read(manifest).text;
    let names = |line: &str| line.split(['.', ' ', '=', ']']).any(|part| part == dependency);
    (1..).zip(text.lines()).find(|(_, line)| names(line)).map_or(1, |(number, _)| number)
}

#[test]
fn shared_depends_on_nothing_that_reaches_out() {
    let members = members();
    let shared = members.iter().find(|member| member.name == "shared").unwrap();
    let mut found = Vec::new();
    for dependency in shared.dependencies.iter().filter(|dependency| dependency["kind"].is_null()) {
        let name = dependency["name"].as_str().unwrap();
        let mut offend = |what: String| {
            found.push(format!("{}:{}: {what}", shared.manifest, line_of(&shared.manifest, name)));
        };
        let Some((_, allowed)) = PURE.iter().find(|(pure, _)| *pure == name) else {
            offend(format!("{name} is not known to be pure"));
            continue;
        };
        for feature in dependency["features"].as_array().unwrap() {
            if !allowed.contains(&feature.as_str().unwrap()) {
                offend(format!("{name} with the feature {feature}"));
            }
        }
        // Default features of these would bring a clock or chance.
        if dependency["uses_default_features"] == true && ["automerge", "jiff", "uuid"].contains(&name) {
            offend(format!("{name} with its default features"));
        }
    }
    none("`shared` depends on no crate that does IO.", &found);
}

#[test]
fn arrows_between_crates_go_one_way() {
    let members = members();
    let arrows: BTreeMap<_, _> = ARROWS.into_iter().collect();
    let names: BTreeSet<_> = members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, arrows.keys().copied().collect());
    let mut found = Vec::new();
    for member in &members {
        for dependency in &member.dependencies {
            let name = dependency["name"].as_str().unwrap();
            if names.contains(name) && !arrows[member.name.as_str()].contains(&name) {
                found.push(format!("{}:{}: {name}", member.manifest, line_of(&member.manifest, name)));
            }
        }
    }
    none("A crate depends only on those further in.", &found);
}

#[test]
fn every_crate_takes_its_lints_and_dependencies_from_the_workspace() {
    let mut found = Vec::new();
    for member in members() {
        let manifest: toml::Table = read(&member.manifest).text.parse().unwrap();
        if manifest.get("lints") != Some(&toml::Value::Table(toml::toml! { workspace = true })) {
            found.push(format!("{}:1: has no [lints] workspace = true", member.manifest));
        }
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let dependencies = manifest.get(section).and_then(toml::Value::as_table).into_iter().flatten();
            for (name, dependency) in dependencies {
                if dependency.get("workspace") != Some(&toml::Value::Boolean(true)) {
                    found.push(format!("{}:{}: {name}", member.manifest, line_of(&member.manifest, name)));
                }
            }
        }
        assert_eq!(manifest.get("target"), None, "{}", member.manifest);
    }
    none("Lints and dependencies live in the root manifest.", &found);
}

#[test]
fn every_dependency_has_its_reason() {
    let text = read("Cargo.toml").text;
    let lines: Vec<_> = (1..).zip(text.lines()).collect();
    let begin = lines.iter().position(|(_, line)| *line == "[workspace.dependencies]").unwrap() + 1;
    let mut found = Vec::new();
    let mut has_reason = false;
    for (number, line) in &lines[begin..] {
        match line.chars().next() {
            Some('[') => break,
            Some('#') => has_reason = true,
            None => has_reason = false,
            Some(_) if has_reason => {}
            Some(_) => found.push(format!("Cargo.toml:{number}: {line}")),
        }
    }
    none("Each group of dependencies stands below the reason it is here.", &found);
}

#[test]
fn every_dependency_is_used_by_a_crate() {
    let root: toml::Table = read("Cargo.toml").text.parse().unwrap();
    let declared = root["workspace"]["dependencies"].as_table().unwrap().keys();
    let members = members();
    let used: BTreeSet<_> = members
        .iter()
        .flat_map(|member| &member.dependencies)
        .map(|dependency| dependency["name"].as_str().unwrap())
        .collect();
    let unused = declared.filter(|name| !used.contains(name.as_str()));
    let found: Vec<_> =
        unused.map(|name| format!("Cargo.toml:{}: {name}", line_of("Cargo.toml", name))).collect();
    none("What no crate uses is not declared.", &found);
}

#[test]
fn unsafe_code_is_forbidden() {
    let root: toml::Table = read("Cargo.toml").text.parse().unwrap();
    assert_eq!(root["workspace"]["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));
}
