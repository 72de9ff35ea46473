//! What the service worker stores for starting without a signal.

use std::collections::BTreeMap;

use anyhow::Result;

use super::assemble::Asset;
use super::digest::integrity;

/// Icons that an installed app shows when it starts; the others are for the
/// moment of installing, which needs a network anyway.
const OFFLINE_ICONS: [&str; 2] = ["icon.svg", "icon-192.png"];

/// Whether an icon belongs to what works without a signal.
pub fn keeps_icon(name: &str) -> bool {
    OFFLINE_ICONS.contains(&name)
}

/// The list in the worker: JSON, path to integrity. The worker itself is not
/// in it: the browser keeps that apart.
pub fn list(assets: &[Asset]) -> Result<String> {
    let list: BTreeMap<&str, String> = assets
        .iter()
        .filter(|asset| asset.offline)
        .map(|asset| (asset.path.as_str(), integrity(&asset.body)))
        .collect();
    Ok(serde_json::to_string(&list)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset(path: &str, offline: bool) -> Asset {
        Asset {
            path: path.to_owned(),
            kind: "text/css; charset=utf-8",
            immutable: false,
            offline,
            body: Vec::new(),
        }
    }

    #[test]
    fn the_list_names_what_works_offline_and_nothing_else() {
        let assets = [asset("/b", true), asset("/a", true), asset("/c", false)];
        let empty = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(list(&assets).unwrap(), format!(r#"{{"/a":"{empty}","/b":"{empty}"}}"#));
    }
}
