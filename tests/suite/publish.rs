//! `paf publish` leaves a whole publication in its place, or what was there before.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "the test reads and changes files, and ends processes")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::cases::program::paf;
use crate::cloned::Clone;

fn published() -> Clone {
    let clone = Clone::new();
    publish(&clone, &[]);
    clone
}

fn publish(clone: &Clone, args: &[&str]) -> String {
    let (is_done, said) = clone.run(&[&["publish"], args].concat(), &[]);
    assert!(is_done, "{said}");
    said
}

fn refused(clone: &Clone, args: &[&str], words: &[&str]) {
    let (is_done, said) = clone.run(args, &[]);
    assert!(!is_done, "{args:?}: {said}");
    words.iter().for_each(|word| assert!(said.contains(word), "{said} has no {word}"));
}

/// All files below a folder.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("a folder").flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                let path = entry.path().strip_prefix(folder).expect("below").to_path_buf();
                found.insert(path, fs::read(entry.path()).expect("a file"));
            }
        }
    }
    found
}

/// Runs a tool of the system in the folder of the publication.
fn tool(clone: &Clone, program: &str, args: &[&str]) -> String {
    let ran = Command::new(program).args(args).current_dir(clone.path("output/site")).output();
    let ran = ran.unwrap_or_else(|error| panic!("{program} cannot be run: {error}"));
    let said = [ran.stdout, ran.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(ran.status.success(), "{program} {args:?}: {said}");
    said
}

#[test]
fn checksums_and_archives_are_read_by_the_tools_of_others() {
    let clone = published();
    let sums = tool(&clone, "sha256sum", &["--check", "--strict", "SHA256SUMS"]);
    let all = files(&clone.path("output/site"));
    assert_eq!(sums.lines().count(), all.len() - 1, "all but the list itself: {sums}");
    let archives: Vec<String> = all
        .keys()
        .filter(|path| path.extension().is_some_and(|end| end == "zip"))
        .map(|path| path.display().to_string())
        .collect();
    assert!(archives.len() > 2, "{archives:?}");
    const NAMES: &str = "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n\
                         print('\\n'.join(z.namelist()))";
    for archive in archives {
        let stem = Path::new(&archive).file_stem().expect("a name").to_string_lossy().into_owned();
        let names = tool(&clone, "python3", &["-c", NAMES, &archive]);
        assert!(names.lines().all(|name| name.starts_with(&format!("{stem}/"))), "{names}");
        assert!(names.contains(&format!("{stem}/SHA256SUMS")), "{names}");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let into = folder.path().to_str().expect("a plain path");
        const UNPACK: &str = "import sys, zipfile\nzipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])";
        tool(&clone, "python3", &["-c", UNPACK, &archive, into]);
        let checked = Command::new("sha256sum")
            .args(["--check", "--strict", "SHA256SUMS"])
            .current_dir(folder.path().join(&stem))
            .output()
            .expect("sha256sum can be run");
        assert!(checked.status.success(), "{archive}");
    }
}

#[test]
fn two_publications_from_two_clones_are_the_same_and_verify_says_so() {
    let (one, other) = (published(), Clone::new());
    let (is_done, said) = other.run(&["build"], &[("SOURCE_DATE_EPOCH", "1767312000")]);
    assert!(is_done, "{said}");
    publish(&other, &[]);
    publish(&other, &["--jobs", "1"]);
    let (those, these) = (files(&one.path("output/site")), files(&other.path("output/site")));
    let differ: Vec<_> =
        those.keys().chain(these.keys()).filter(|path| those.get(*path) != these.get(*path)).collect();
    assert!(differ.is_empty(), "{differ:?}");
    let (is_done, said) = one.run(&["verify"], &[]);
    assert!(is_done && said.contains("files published in output/site"), "{said}");
}

#[test]
fn a_byte_of_any_published_file_is_named() {
    let clone = published();
    let all = files(&clone.path("output/site"));
    for (path, bytes) in &all {
        let shown = format!("output/site/{}", path.display());
        let mut other = bytes.clone();
        let at = other.len() / 2;
        other[at] ^= 1;
        clone.write(&shown, &other);
        let (is_done, said) = clone.run(&["verify", "--no-build"], &[]);
        assert!(!is_done && (said.contains(&shown) || path.ends_with("SHA256SUMS")), "{shown}: {said}");
        clone.write(&shown, bytes);
    }
    let (is_done, said) = clone.run(&["verify", "--no-build"], &[]);
    assert!(is_done, "{said}");
}

#[test]
fn what_was_changed_with_its_checksum_is_found_out() {
    let clone = published();
    let path = "output/site/components.cdx.json";
    let before = fs::read(clone.path(path)).expect("it is there");
    let after =
        String::from_utf8(before.clone()).expect("UTF-8").replace("CycloneDX", "CycloneDY").into_bytes();
    clone.write(path, &after);
    let sums = fs::read_to_string(clone.path("output/site/SHA256SUMS")).expect("it is there");
    let sums = sums.replace(&paf_build::sha256(&before), &paf_build::sha256(&after));
    clone.write("output/site/SHA256SUMS", sums.as_bytes());
    let (is_done, said) = clone.run(&["verify", "--no-build"], &[]);
    assert!(is_done, "{said}");
    refused(&clone, &["verify"], &["components.cdx.json` would be another today: 1 byte of "]);
}

#[test]
fn nothing_of_others_is_lost() {
    let clone = Clone::new();
    clone.write("output/site/index.html", b"mine");
    refused(&clone, &["publish"], &["output/site/index.html` would be lost", "nothing was published"]);
    assert_eq!(fs::read(clone.path("output/site/index.html")).ok().as_deref(), Some(&b"mine"[..]));
    publish(&clone, &["--overwrite"]);
    assert!(!clone.path("output/site/index.html").exists());
    clone.write("output/site/CNAME", b"example.org");
    refused(&clone, &["publish"], &["output/site/CNAME` would be lost"]);
    assert!(clone.path("output/site/SHA256SUMS").exists() && clone.path("output/site/CNAME").exists());
}

#[test]
fn errors_leave_what_was_published() {
    let clone = published();
    let before = files(&clone.path("output/site"));
    clone.append("templates/asks/asks.typ", "#panic(\"broken\")\n");
    refused(&clone, &["publish"], &["broken", "nothing was published"]);
    assert!(files(&clone.path("output/site")) == before);
}

#[test]
fn what_is_new_is_said() {
    let clone = published();
    clone.append("templates/asks/asks.typ", "One more line.\n");
    let said = publish(&clone, &[]);
    assert!(said.contains("changed: asks · eu · en: screen"), "{said}");
    let said = publish(&clone, &[]);
    assert!(!said.contains("changed:"), "{said}");
}

#[test]
fn a_run_that_is_killed_leaves_the_former_publication_whole() {
    let clone = published();
    let before = files(&clone.path("output/site"));
    for step in 0..20_u64 {
        clone.append("templates/asks/asks.typ", "One more line.\n");
        let mut run = Command::new(paf())
            .arg("publish")
            .current_dir(clone.path(""))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("paf can be run");
        std::thread::sleep(Duration::from_millis(step * step * 3));
        run.kill().expect("it is ended or has ended");
        run.wait().expect("it has ended");
        let checked = Command::new("sha256sum")
            .args(["--check", "--strict", "--quiet", "SHA256SUMS"])
            .current_dir(clone.path("output/site"))
            .output()
            .expect("sha256sum can be run");
        assert!(checked.status.success(), "after {step}: {}", String::from_utf8_lossy(&checked.stdout));
    }
    publish(&clone, &[]);
    assert!(files(&clone.path("output/site")) != before, "the next run publishes what is new");
    let (is_done, said) = clone.run(&["verify", "--no-build"], &[]);
    assert!(is_done, "{said}");
}

#[test]
fn only_what_is_approved_is_published_where_that_is_asked_for() {
    let clone = Clone::new();
    let said = publish(&clone, &["--only-approved"]);
    let manifest = fs::read_to_string(clone.path("output/site/files/manifest.json")).expect("it is there");
    let all = fs::read_to_string(clone.path("output/manifest.json")).expect("it is there");
    let count = |text: &str, state: &str| text.matches(&format!("\"state\": \"{state}\"")).count();
    let drafts = count(&all, "draft") + count(&all, "incomplete") + count(&all, "translated");
    assert_eq!(count(&manifest, "draft") + count(&manifest, "incomplete"), 0, "{manifest}");
    assert_eq!(said.contains("left out"), drafts > 0, "{said}");
    let (is_done, said) = clone.run(&["verify"], &[]);
    assert!(is_done, "{said}");
}

#[test]
fn nothing_is_published_in_the_place_of_what_it_is_made_from() {
    let clone = published();
    // What paf keeps of its own runs is another after each.
    let all = || {
        let mut all = files(&clone.path(""));
        all.retain(|path, _| !path.starts_with("output/.paf"));
        all
    };
    let before = all();
    for site in [
        "framework",
        "framework/site",
        "templates/x",
        "fonts",
        "output",
        "output/eu",
        "output/.paf",
        ".",
        "output/eu/en/x",
    ] {
        for more in [&[][..], &["--overwrite"]] {
            let (is_done, said) = clone.run(&[&["publish", "--site", site], more].concat(), &[]);
            assert!(!is_done && said.contains("nothing was published"), "{site}: {said}");
            let now = all();
            let differ: Vec<_> =
                before.keys().chain(now.keys()).filter(|path| before.get(*path) != now.get(*path)).collect();
            assert!(differ.is_empty(), "{site} {more:?}: {differ:?}");
        }
    }
}

#[test]
fn what_is_published_elsewhere_is_verified_there() {
    let clone = Clone::new();
    publish(&clone, &["--site", "there"]);
    let (is_done, said) = clone.run(&["verify", "--site", "there"], &[]);
    assert!(is_done && said.contains("files published in there"), "{said}");
    clone.append("there/files/manifest.json", " ");
    refused(
        &clone,
        &["verify", "--site", "there", "--no-build"],
        &["there/files/manifest.json` has another checksum"],
    );
    refused(&clone, &["verify", "--site", "nowhere"], &["there is no SHA256SUMS in `nowhere`"]);
}

#[cfg(unix)]
#[test]
fn two_names_of_a_folder_are_one_place() {
    let clone = Clone::new();
    publish(&clone, &["--site", "there"]);
    std::os::unix::fs::symlink("there", clone.path("link")).expect("a link");
    std::os::unix::fs::symlink("../there", clone.path("output/site")).expect("a link");
    clone.append("templates/asks/asks.typ", "One more line.\n");
    publish(&clone, &["--site", "link"]);
    assert!(fs::symlink_metadata(clone.path("link")).expect("it is there").is_symlink());
    let (is_done, said) = clone.run(&["verify"], &[]);
    assert!(is_done && said.contains("files published in output/site"), "{said}");
}

#[test]
fn what_several_machines_made_is_published_as_it_is() {
    let parts = ["1/3", "2/3", "3/3"].map(|shard| {
        let clone = Clone::new();
        clone.build(&["--shard", shard]);
        clone
    });
    let joined = Clone::new();
    let (is_done, said) = joined.merge(&parts.each_ref());
    assert!(is_done, "{said}");
    let said = publish(&joined, &[]);
    assert!(said.contains("3 unchanged in output"), "{said}");
    assert!(files(&joined.path("output/site")) == files(&published().path("output/site")));
}
