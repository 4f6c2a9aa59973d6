//! What is inside of a publication that others have made: fonts, press profiles, and the crates of the program.

use std::collections::BTreeMap;

use paf_build::{Manifest, Snapshot, sha256};
use paf_model::files::Files;
use paf_press::intent::Intent;
use serde_json::{Value, json};

/// The file's name.
pub(crate) const PARTS: &str = "components.cdx.json";

/// What a publication is made from.
pub struct Ingredients {
    /// The files of the framework, each with its SHA-256.
    pub(crate) inputs: BTreeMap<String, String>,
    fonts: Vec<Font>,
    crates: Vec<Crate>,
}

/// A font and the text of the licence that lies beside it.
struct Font {
    path: String,
    sum: String,
    licence: Option<&'static str>,
}

/// A crate of the program, as its lock file has it.
struct Crate {
    name: String,
    version: String,
    sum: String,
}

impl Ingredients {
    /// Those of a framework, and of the program by its lock file (`Cargo.lock`).
    pub fn of(files: &Snapshot, lock: &str) -> Self {
        let inputs = files.digests();
        let is_font = |path: &&String| {
            path.starts_with("fonts/") && [".otf", ".ttf", ".ttc"].iter().any(|end| path.ends_with(end))
        };
        let font = |(path, sum): (&String, &String)| Font {
            path: path.clone(),
            sum: sum.clone(),
            licence: licence(files, path),
        };
        let fonts = inputs.iter().filter(|(path, _)| is_font(path)).map(font).collect();
        Self { fonts, crates: crates(lock), inputs }
    }

    /// All of them as a bill of materials (CycloneDX 1.6).
    pub(crate) fn parts(&self, manifest: &Manifest) -> String {
        let is_printed =
            manifest.targets.iter().any(|entry| entry.standards.iter().any(|s| s.contains("PDF/X")));
        let components: Vec<Value> = self
            .fonts
            .iter()
            .map(Font::component)
            .chain(is_printed.then(profiles).into_iter().flatten())
            .chain(self.crates.iter().map(Crate::component))
            .collect();
        let whole = json!({
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "version": 1,
            "metadata": {
                "component": {
                    "type": "data",
                    "bom-ref": manifest.framework,
                    "name": manifest.framework,
                    "version": manifest.version,
                },
            },
            "components": components,
        });
        format!("{whole:#}\n")
    }
}

impl Font {
    fn component(&self) -> Value {
        let mut component = json!({
            "type": "file",
            "bom-ref": self.path,
            "name": self.path,
            "hashes": [{ "alg": "SHA-256", "content": self.sum }],
        });
        if let Some(id) = self.licence {
            component["licenses"] = json!([{ "license": { "id": id } }]);
        }
        component
    }
}

impl Crate {
    fn component(&self) -> Value {
        let Self { name, version, sum } = self;
        json!({
            "type": "library",
            "bom-ref": format!("pkg:cargo/{name}@{version}"),
            "name": name,
            "version": version,
            "purl": format!("pkg:cargo/{name}@{version}"),
            "hashes": [{ "alg": "SHA-256", "content": sum }],
        })
    }
}

/// The profiles that come with the program and stand in press files.
fn profiles() -> Vec<Value> {
    let shipped = [Intent::coated(), Intent::coated_300(), Intent::uncoated()];
    let component = |intent: &Intent| {
        json!({
            "type": "data",
            "bom-ref": format!("icc:{}", intent.info),
            "name": intent.info,
            "hashes": [{ "alg": "SHA-256", "content": sha256(intent.icc()) }],
            "licenses": [{ "license": { "id": "Zlib" } }],
        })
    };
    shipped.iter().map(component).collect()
}

/// Under which licence a font is, as the file beside it says in its own words; nothing where it says nothing known.
fn licence(files: &Snapshot, font: &str) -> Option<&'static str> {
    const KNOWN: [(&str, &str); 3] = [
        ("sil open font license, version 1.1", "OFL-1.1"),
        ("sil open font license version 1.1", "OFL-1.1"),
        ("apache license", "Apache-2.0"),
    ];
    let (folder, _) = font.rsplit_once('/')?;
    let beside = files.list(folder).ok()?;
    let words = beside.iter().filter(|path| {
        let name = path.rsplit('/').next().unwrap_or_default().to_ascii_uppercase();
        ["LICENSE", "LICENCE", "OFL"].iter().any(|start| name.starts_with(start))
    });
    let words = words.filter_map(|path| files.read(path).ok());
    let text = words.map(|bytes| String::from_utf8_lossy(&bytes).to_lowercase()).next()?;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    KNOWN.iter().find(|(known, _)| text.contains(known)).map(|(_, id)| *id)
}

/// The crates of a lock file that somebody else has published: those of the program itself have no checksum.
fn crates(lock: &str) -> Vec<Crate> {
    let value = |block: &str, key: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "))?;
        Some(line.trim_matches('"').to_owned())
    };
    let read = |block: &str| {
        Some(Crate {
            name: value(block, "name")?,
            version: value(block, "version")?,
            sum: value(block, "checksum")?,
        })
    };
    lock.split("[[package]]").filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_names_what_others_have_published() {
        let lock = "version = 4\n\n[[package]]\nname = \"own\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \
                    \"other\"\nversion = \"1.2.3\"\nsource = \"registry\"\nchecksum = \"abc\"\n";
        let found = crates(lock);
        assert_eq!(found.len(), 1);
        assert_eq!((&*found[0].name, &*found[0].version, &*found[0].sum), ("other", "1.2.3", "abc"));
    }
}
