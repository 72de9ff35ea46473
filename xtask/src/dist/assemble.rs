//! Puts the site together in memory: names by content, templates filled.

use anyhow::{Context, Result};

use super::bindgen::Client;
use super::comments;
use super::digest::short_hash;
use super::loader;
use super::precache;
use super::site::Offline;
use super::source::Source;
use super::split::Later;
use super::template::fill;

/// A file of the site before it is written.
pub struct Asset {
    /// Path in the URL, with its leading slash.
    pub path: String,
    /// The `Content-Type`.
    pub kind: &'static str,
    /// Whether the path changes with the content.
    pub immutable: bool,
    /// When a phone downloads it.
    pub offline: Offline,
    /// The content.
    pub body: Vec<u8>,
}

/// The whole site in memory.
pub struct Assembly {
    /// Names the build.
    pub build: String,
    /// Path of the stylesheet.
    pub css: String,
    /// Path of the script of pages that the server renders.
    pub live: String,
    /// Every file.
    pub assets: Vec<Asset>,
}

const HTML: &str = "text/html; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const WASM: &str = "application/wasm";
const MANIFEST: &str = "application/manifest+json";

/// Where files lie whose names hold their contents' hashes.
const FOLDER: &str = "/pkg/";
/// Path of the page that starts the client.
pub const SHELL: &str = "/shell.html";
/// Path of the service worker. It lies at the root because that is its scope.
pub const WORKER: &str = "/sw.js";

/// Puts the site together.
pub fn assemble(source: &Source, client: Client) -> Result<Assembly> {
    let later: Vec<(String, Asset)> =
        client.later.into_iter().map(|part| (part.file.clone(), later(part))).collect();
    let js = loader::name_parts(
        &client.js,
        later.iter().map(|(file, asset)| (file.as_str(), asset.path.trim_start_matches(FOLDER))),
    )?;
    let js = named("client", "js", JS, comments::of_script(&js)?.into_bytes());
    let wasm = named("client", "wasm", WASM, client.wasm);
    let css = named("app", "css", CSS, comments::of_style(&source.style).into_bytes());
    // Only for the desk: a phone that works without a signal has no such pages.
    let live = Asset {
        offline: Offline::Never,
        ..named("live", "js", JS, comments::of_script(&source.live)?.into_bytes())
    };
    let boot = fill(&source.boot, &[("JS", &js.path), ("WASM", &wasm.path)]).context("public/boot.js")?;
    let boot = named("boot", "js", JS, comments::of_script(&boot)?.into_bytes());

    let mut assets = vec![fixed("/manifest.webmanifest", MANIFEST, source.manifest.clone())];
    for (name, body) in &source.icons {
        let mut icon = fixed(&format!("/icons/{name}"), icon_kind(name)?, body.clone());
        icon.offline = precache::icon(name);
        assets.push(icon);
    }
    let (js_path, wasm_path) = (js.path.clone(), wasm.path.clone());
    let (css_path, boot_path) = (css.path.clone(), boot.path.clone());
    let live_path = live.path.clone();
    assets.extend([js, wasm, css, boot, live]);
    assets.extend(later.into_iter().map(|(_, asset)| asset));

    let build = build_id(source, &assets);
    let shell = fill(
        &source.shell,
        &[
            ("BUILD", &build),
            ("CSS", &css_path),
            ("BOOT", &boot_path),
            ("JS", &js_path),
            ("WASM", &wasm_path),
        ],
    )
    .context("public/shell.html")?;
    assets.push(fixed(SHELL, HTML, shell.into_bytes()));

    let first = precache::list(&assets, Offline::First)?;
    let later = precache::list(&assets, Offline::Later)?;
    let values = [("BUILD", build.as_str()), ("FIRST", &first), ("LATER", &later)];
    let worker = fill(&source.worker, &values).context("public/sw.js")?;
    assets.push(fixed(WORKER, JS, comments::of_script(&worker)?.into_bytes()));
    assets.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(Assembly { build, css: css_path, live: live_path, assets })
}

/// A later part of the client.
fn later(part: Later) -> Asset {
    let name = part.file.trim_start_matches("split_").trim_end_matches(".wasm");
    Asset { offline: Offline::Later, ..named(name, "wasm", WASM, part.wasm) }
}

/// A file below `/pkg/` whose name holds its content's hash.
fn named(name: &str, extension: &str, kind: &'static str, body: Vec<u8>) -> Asset {
    Asset {
        path: format!("{FOLDER}{name}.{}.{extension}", short_hash(&body)),
        kind,
        immutable: true,
        offline: Offline::First,
        body,
    }
}

/// A file that keeps its name from build to build.
fn fixed(path: &str, kind: &'static str, body: Vec<u8>) -> Asset {
    Asset { path: path.to_owned(), kind, immutable: false, offline: Offline::First, body }
}

fn icon_kind(name: &str) -> Result<&'static str> {
    match name.rsplit_once('.') {
        Some((_, "svg")) => Ok("image/svg+xml"),
        Some((_, "png")) => Ok("image/png"),
        _ => anyhow::bail!("public/icons/{name} is neither SVG nor PNG"),
    }
}

/// The hash of everything, with the templates as they are before they hold it.
fn build_id(source: &Source, assets: &[Asset]) -> String {
    let mut all = Vec::new();
    for text in [&source.shell, &source.worker] {
        all.extend_from_slice(text.as_bytes());
        all.push(0);
    }
    for asset in assets {
        all.extend_from_slice(asset.path.as_bytes());
        all.push(0);
        all.extend_from_slice(short_hash(&asset.body).as_bytes());
    }
    short_hash(&all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(style: &str) -> Source {
        Source {
            shell: "%%BUILD%% %%CSS%% %%BOOT%% %%JS%% %%WASM%%".to_owned(),
            boot: "%%JS%% %%WASM%%".to_owned(),
            live: "live".to_owned(),
            worker: "%%BUILD%% %%FIRST%%\n%%LATER%%".to_owned(),
            manifest: b"{}".to_vec(),
            icons: vec![
                ("icon.svg".to_owned(), b"<svg/>".to_vec()),
                ("icon-512.png".to_owned(), b"png".to_vec()),
            ],
            style: style.to_owned(),
        }
    }

    fn assembly(style: &str) -> Assembly {
        let later = Later { file: "split_later.wasm".to_owned(), wasm: b"later".to_vec() };
        let js = "load(\"./split_later.wasm\")".to_owned();
        assemble(&source(style), Client { js, wasm: b"wasm".to_vec(), later: vec![later] }).unwrap()
    }

    fn body(assembly: &Assembly, path: &str) -> String {
        let asset = assembly.assets.iter().find(|asset| asset.path == path);
        String::from_utf8(asset.unwrap().body.clone()).unwrap()
    }

    #[test]
    fn the_worker_lists_what_the_shell_links_and_not_itself() {
        let assembly = assembly("body {}");
        let worker = body(&assembly, WORKER);
        let shell = body(&assembly, SHELL);
        for path in shell.split(' ').skip(1) {
            assert!(worker.contains(path), "{path} is not in {worker}");
        }
        assert!(worker.contains(SHELL) && worker.contains("/icons/icon.svg"));
        assert!(!worker.contains(WORKER) && !worker.contains("icon-512"));
        // No phone has a page that follows the ward's news.
        assert!(assembly.assets.iter().any(|asset| asset.path == assembly.live));
        assert!(!worker.contains(&assembly.live) && !shell.contains(&assembly.live));
    }

    #[test]
    fn a_later_part_is_named_by_the_script_and_kept_in_the_second_step() {
        let assembly = assembly("body {}");
        let later = assembly.assets.iter().find(|asset| asset.offline == Offline::Later).unwrap();
        let name = later.path.strip_prefix("/pkg/").unwrap();
        assert!(name.starts_with("later.") && name.ends_with(".wasm"), "{name}");
        let js =
            assembly.assets.iter().find(|asset| asset.path.starts_with("/pkg/client.") && asset.kind == JS);
        assert_eq!(js.unwrap().body, format!("load(\"./{name}\")\n").into_bytes());
        let worker = body(&assembly, WORKER);
        let (first, second) = worker.split_once('\n').unwrap();
        assert!(!first.contains(name) && second.contains(name), "{worker}");
        assert!(!body(&assembly, SHELL).contains(name));
    }

    #[test]
    fn one_changed_file_is_a_new_build_with_one_new_name() {
        let (before, after) = (assembly("body {}"), assembly("main {}"));
        assert_ne!(before.build, after.build);
        assert_ne!(before.css, after.css);
        let paths = |assembly: &Assembly| -> Vec<String> {
            let assets = assembly.assets.iter();
            assets.map(|asset| asset.path.clone()).collect()
        };
        let kept = paths(&after);
        let gone = paths(&before).into_iter().filter(|path| !kept.contains(path));
        assert_eq!(gone.collect::<Vec<_>>(), [before.css]);
    }

    #[test]
    fn the_same_sources_are_the_same_build() {
        assert_eq!(assembly("body {}").build, assembly("body {}").build);
    }
}
