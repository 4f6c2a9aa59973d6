//! What lies here of others is what its pages say: fonts and press profiles, each with its licence.

use std::collections::BTreeSet;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::{is_there, names, read, rows, spans};
use crate::cases::program::paf;
use crate::cases::sandbox::files_below;
use crate::pdf_framework::ROOT;

#[test]
fn every_press_profile_has_the_size_and_checksum_that_are_told() {
    let folder = "crates/paf-press/icc";
    let files = files_below(&Path::new(ROOT).join(folder));
    let page = read(&format!("{folder}/README.md"));
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".ICC")) {
        let about: Vec<String> =
            rows(&page).into_iter().filter(|row| spans(&row[0]) == [path.as_str()]).flatten().collect();
        let sum: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(about.contains(&format!("`{sum}`")), "{folder}/README.md: the SHA-256 of {path} is {sum}");
        let size = bytes.len().to_string();
        let is_size = |cell: &String| cell.replace(' ', "") == size;
        assert!(about.iter().any(is_size), "{folder}/README.md: {path} has {size} bytes");
    }
    assert!(is_there(&format!("{folder}/LICENSE.txt")));
}

/// What a binary links goes out with it under its licence, whether anybody uses it or not.
#[test]
fn the_program_holds_no_press_profiles_but_its_own() {
    let program = std::fs::read(paf()).expect("the program can be read");
    let own = files_below(&Path::new(ROOT).join("crates/paf-press/icc"));
    let own: BTreeSet<Vec<u8>> = own.into_values().collect();
    // ICC.1, 7.2: the size, 8 bytes on the class of the device, and the signature of all profiles.
    let signature = *b"acsp";
    let starts = program.windows(4).enumerate().filter(|(_, bytes)| *bytes == &signature[..]);
    let mut found = 0;
    for start in starts.filter_map(|(at, _)| at.checked_sub(36)) {
        if program.get(start + 12..start + 16) != Some(b"prtr") {
            continue;
        }
        let size = program[start..start + 4].iter().fold(0, |size, byte| size << 8 | usize::from(*byte));
        assert!(
            own.contains(&program[start..start + size]),
            "a profile of {size} bytes that is none of ours"
        );
        found += 1;
    }
    assert_eq!(found, own.iter().filter(|bytes| bytes.get(36..40) == Some(&signature[..])).count());
}

#[test]
fn every_family_of_fonts_is_told_with_its_styles_and_its_licence() {
    let rows = rows(&read("fonts/README.md"));
    let mut told: Vec<String> = rows.iter().map(|row| row[0].to_lowercase().replace(' ', "-")).collect();
    told.sort_unstable();
    let folders = names("fonts").into_iter().filter(|name| !name.contains('.'));
    assert_eq!(told, folders.collect::<Vec<_>>());
    for (row, folder) in rows.iter().map(|row| (row, row[0].to_lowercase().replace(' ', "-"))) {
        // So many weights, each upright and italic.
        let weights = row[2].split(", each").next().unwrap_or_default().split(", ").count();
        let fonts = names(&format!("fonts/{folder}"));
        let fonts = fonts.iter().filter(|name| name.ends_with(".otf") || name.ends_with(".ttf")).count();
        assert_eq!(fonts, weights * 2, "fonts/README.md, {}", row[0]);
        assert!(
            row[4].contains(&format!("({folder}/LICENSE.md)")),
            "fonts/README.md: the licence of {}",
            row[0]
        );
    }
}
