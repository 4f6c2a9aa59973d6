//! What is new in a publication against the one before it, in words.

use std::collections::BTreeMap;

use paf_build::{Manifest, ManifestEntry};
use paf_model::document::Profile;

/// A line for each document of an edition in a language of which something is new, changed or gone.
pub fn changes(former: &Manifest, now: &Manifest) -> Vec<String> {
    let (before, after) = (by_document(former), by_document(now));
    let mut keys: Vec<_> = before.keys().chain(after.keys()).copied().collect();
    keys.sort_unstable();
    keys.dedup();
    let told = |key: (&str, &str, &str)| {
        let named = format!("{} · {} · {}", key.0, key.1, key.2);
        match (before.get(&key), after.get(&key)) {
            (None, Some(files)) => Some(format!("new: {named} ({})", profiles(files.values().copied()))),
            (Some(files), None) => Some(format!("gone: {named} ({})", profiles(files.values().copied()))),
            (Some(before), Some(after)) => {
                changed(before, after).map(|what| format!("changed: {named}: {what}"))
            }
            (None, None) => None,
        }
    };
    let version =
        (former.version != now.version).then(|| format!("version {} after {}", now.version, former.version));
    version.into_iter().chain(keys.into_iter().filter_map(told)).collect()
}

type Files<'a> = BTreeMap<&'a str, &'a ManifestEntry>;

/// The files by document, edition and language, and there by profile.
fn by_document(manifest: &Manifest) -> BTreeMap<(&str, &str, &str), Files<'_>> {
    let mut found: BTreeMap<_, Files<'_>> = BTreeMap::new();
    for entry in &manifest.targets {
        let key = (entry.document.as_str(), entry.edition.as_str(), entry.language.as_str());
        found.entry(key).or_default().insert(&entry.profile, entry);
    }
    found
}

fn profiles<'a>(files: impl Iterator<Item = &'a ManifestEntry>) -> String {
    files.map(|entry| entry.profile.as_str()).collect::<Vec<_>>().join(", ")
}

/// What has changed of a document; nothing where all files are the same.
fn changed(before: &Files<'_>, after: &Files<'_>) -> Option<String> {
    let of = |files: &Files<'_>, profile: &str| files.get(profile).map(|entry| entry.sha256.clone());
    let mut names: Vec<&str> = before.keys().chain(after.keys()).copied().collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|profile| of(before, profile) != of(after, profile));
    // What readers open is compared, where both have it.
    let of_both = |profile: &&str| after.contains_key(profile) && before.contains_key(profile);
    let profile = [Profile::Screen.as_str()].iter().chain(after.keys()).copied().find(of_both);
    let first = profile.and_then(|profile| after.get(profile).zip(before.get(profile)));
    let states = first.and_then(|(now, was)| {
        let (now, was) = (&now.translation.state, &was.translation.state);
        (now != was).then(|| format!("the translation is {now} and was {was}"))
    });
    let pages = first.and_then(|(now, was)| {
        (now.pages != was.pages).then(|| format!("{} pages for {}", now.pages, was.pages))
    });
    let files = (!names.is_empty()).then(|| names.join(", "));
    let said: Vec<String> = files.into_iter().chain(pages).chain(states).collect();
    (!said.is_empty()).then(|| said.join("; "))
}
