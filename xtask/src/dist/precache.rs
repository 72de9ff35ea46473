//! What the service worker stores for working without a signal, in two steps:
//! what a start needs, and the later parts of the client once the app runs.

use std::collections::BTreeMap;

use anyhow::Result;

use super::assemble::Asset;
use super::digest::integrity;
use super::site::Offline;

/// Icons that an installed app shows when it starts; the others are for the
/// moment of installing, which needs a network anyway.
const OFFLINE_ICONS: [&str; 2] = ["icon.svg", "icon-192.png"];

/// When a phone downloads an icon.
pub fn icon(name: &str) -> Offline {
    if OFFLINE_ICONS.contains(&name) { Offline::First } else { Offline::Never }
}

/// One of the two lists in the worker: JSON, path to integrity. The worker itself is not
/// in it: the browser keeps that apart.
pub fn list(assets: &[Asset], step: Offline) -> Result<String> {
    let list: BTreeMap<&str, String> = assets
        .iter()
        .filter(|asset| asset.offline == step)
        .map(|asset| (asset.path.as_str(), integrity(&asset.body)))
        .collect();
    Ok(serde_json::to_string(&list)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset(path: &str, offline: Offline) -> Asset {
        Asset {
            path: path.to_owned(),
            kind: "text/css; charset=utf-8",
            immutable: false,
            offline,
            body: Vec::new(),
        }
    }

    #[test]
    fn each_list_names_what_its_step_stores_and_nothing_else() {
        let assets = [
            asset("/b", Offline::First),
            asset("/a", Offline::First),
            asset("/c", Offline::Never),
            asset("/d", Offline::Later),
        ];
        let empty = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(list(&assets, Offline::First).unwrap(), format!(r#"{{"/a":"{empty}","/b":"{empty}"}}"#));
        assert_eq!(list(&assets, Offline::Later).unwrap(), format!(r#"{{"/d":"{empty}"}}"#));
    }
}
