//! What lies here of others is what its pages say: fonts and press profiles, each with its licence.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::{is_there, names, read, rows, spans};
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
