//! Shards that were made in folders of their own and are joined give what one build gives, or are refused.
#![expect(clippy::disallowed_methods, reason = "the test removes and reads files")]

use std::fs;

use crate::cloned::Clone;

/// The three shards of the framework, each in a clone of its own.
fn three() -> [Clone; 3] {
    ["1/3", "2/3", "3/3"].map(|shard| {
        let clone = Clone::new();
        clone.build(&["--shard", shard]);
        clone
    })
}

#[test]
fn three_that_are_joined_are_one_build() {
    let (whole, joined, shards) = (Clone::new(), Clone::new(), three());
    whole.build(&[]);
    let counts =
        shards.each_ref().map(|shard| shard.made().keys().filter(|path| path.ends_with(".pdf")).count());
    assert_eq!(counts, [1, 1, 1]);
    let (is_done, said) = joined.merge(&[&shards[2], &shards[0], &shards[1]]);
    assert!(is_done, "{said}");
    assert!(said.contains("3 files of 3 shards joined in output"), "{said}");
    assert_eq!(joined.made(), whole.made());
    let (is_done, said) = joined.run(&["build"], &[]);
    assert!(is_done && said.contains("3 unchanged"), "{said}");
}

#[test]
fn jobs_of_an_array_know_their_part() {
    let (shards, by_array) = (three(), Clone::new());
    let variables = [("CI_NODE_INDEX", "2"), ("CI_NODE_TOTAL", "3")];
    let (is_done, said) = by_array.run(&["build", "--shard", "auto"], &variables);
    assert!(is_done, "{said}");
    assert_eq!(by_array.made(), shards[1].made());
}

#[test]
fn what_is_not_the_whole_is_refused() {
    let shards = three();
    let refused = |folders: &[&Clone], words: &[&str]| {
        let here = Clone::new();
        let (is_done, said) = here.merge(folders);
        assert!(!is_done, "{said}");
        words.iter().for_each(|word| assert!(said.contains(word), "{said} has no {word}"));
        assert!(here.made().is_empty(), "nothing is written");
    };
    let [one, two, three] = &shards;
    refused(&[one, three], &["shard 2/3 is missing", "build with `--shard 2/3`"]);
    refused(&[one], &["shards 2, 3 of 3 are missing"]);
    refused(&[one, two, three, two], &["shard 2/3 is there twice"]);
    refused(&[one, two, &Clone::new()], &["there is no such folder"]);

    let whole = Clone::new();
    whole.build(&[]);
    refused(&[one, two, &whole], &["holds no shard that was made whole"]);

    let other = Clone::new();
    other.append("framework/leaflet.yaml", "# a remark\n");
    other.build(&["--shard", "3/3"]);
    refused(&[one, two, &other], &["were made from other files: `framework/leaflet.yaml`"]);

    let of_two = Clone::new();
    of_two.build(&["--shard", "2/2"]);
    refused(&[one, two, &of_two], &["are parts of 3 and of 2"]);

    let dated = Clone::new();
    let (is_done, said) = dated.run(&["build", "--shard", "3/3"], &[("SOURCE_DATE_EPOCH", "1795000000")]);
    assert!(is_done, "{said}");
    refused(&[one, two, &dated], &["with other options"]);

    let pdf = three.made().keys().find(|path| path.ends_with(".pdf")).expect("it has a PDF").clone();
    three.append(&format!("output{pdf}"), "%");
    refused(&[one, two, three], &["is not as it was made", "build shard 3/3 again"]);
    fs::remove_file(three.path(&format!("output{pdf}"))).expect("it is removed");
    refused(&[one, two, three], &["is not there any more"]);
}

#[test]
fn a_shard_of_which_a_target_failed_is_none() {
    let clone = Clone::new();
    clone.build(&["--shard", "1/3"]);
    assert!(clone.path("output/.paf/shard.json").exists());
    for template in ["templates/lines/lines.typ", "templates/asks/asks.typ"] {
        clone.append(template, "#panic(\"no\")\n");
    }
    let (is_done, said) = clone.run(&["build", "--shard", "1/3"], &[]);
    assert!(!is_done, "{said}");
    assert!(!clone.path("output/.paf/shard.json").exists());
}

#[test]
fn the_whole_is_no_shard_and_a_shard_is_not_the_whole() {
    let clone = Clone::new();
    clone.build(&["--shard", "1/3"]);
    clone.build(&[]);
    assert!(!clone.path("output/.paf/shard.json").exists());
    // A run that finds all as it was still leaves word of which part it is.
    clone.build(&["--shard", "1/3"]);
    assert!(clone.path("output/.paf/shard.json").exists());
    let (is_done, said) = clone.run(&["build", "--shard", "1/4"], &[]);
    assert!(!is_done && said.contains("3 documents, each in an edition and a language"), "{said}");
}

#[test]
fn what_was_there_from_before_gives_way() {
    let (whole, joined, shards) = (Clone::new(), Clone::new(), three());
    whole.build(&[]);
    let framework = fs::read_to_string(joined.path("framework/framework.yaml")).expect("it is there");
    let more = framework.replace("asks: {languages: [en]}", "asks: {languages: [en, fr]}");
    joined.write("framework/framework.yaml", more.as_bytes());
    joined.build(&[]);
    joined.write("framework/framework.yaml", framework.as_bytes());
    assert!(joined.path("output/eu/fr/small-asks-eu-fr.pdf").exists());
    joined.append("output/eu/en/small-asks-eu-en.pdf", "%");
    let (is_done, said) = joined.merge(&[&shards[0], &shards[1], &shards[2]]);
    assert!(is_done && said.contains("is another file than paf had made there"), "{said}");
    assert!(said.contains("1 removed that are no longer made"), "{said}");
    assert_eq!(joined.made(), whole.made());

    joined.write("output/eu/en/small-asks-eu-en.pdf", b"somebody's notes");
    let (is_done, said) = joined.merge(&[&shards[0], &shards[1], &shards[2]]);
    assert!(!is_done && said.contains("it stays as it is"), "{said}");
}

#[test]
fn what_the_shards_do_not_have_and_the_framework_still_makes_stays() {
    let (joined, shards) = (
        Clone::new(),
        ["1/2", "2/2"].map(|shard| {
            let clone = Clone::new();
            clone.build(&["--document", "lines", "--shard", shard]);
            clone
        }),
    );
    joined.build(&[]);
    let before = joined.made();
    let (is_done, said) = joined.merge(&[&shards[0], &shards[1]]);
    assert!(is_done, "{said}");
    assert_eq!(joined.made(), before);
}

#[test]
fn the_order_of_words_is_no_other_option() {
    let (joined, shards) = (
        Clone::new(),
        [("1/2", "en,fr"), ("2/2", "fr,en")].map(|(shard, languages)| {
            let clone = Clone::new();
            clone.build(&["--document", "lines", "--lang", languages, "--shard", shard]);
            clone
        }),
    );
    let (is_done, said) = joined.merge(&[&shards[0], &shards[1]]);
    assert!(is_done, "{said}");
}

#[test]
fn records_that_were_changed_are_found_out() {
    let refused = |path: &str, from: &str, to: &str, words: &str| {
        let (here, shards) = (Clone::new(), three());
        let text = fs::read_to_string(shards[2].path(path)).expect("it is there");
        assert!(text.contains(from), "{text} has no {from}");
        shards[2].write(path, text.replace(from, to).as_bytes());
        let (is_done, said) = here.merge(&[&shards[0], &shards[1], &shards[2]]);
        assert!(!is_done && said.contains(words), "{said} has no {words}");
        assert!(here.made().is_empty(), "nothing is written");
    };
    let manifest = "output/manifest.json";
    refused(manifest, "\"pages\": ", "\"pages\": 1", "or what is recorded of it, is not as it was made");
    refused(manifest, "\"version\": \"1.0\"", "\"version\": \"1.1\"", "say different things");
    refused(manifest, "{", "", "is no manifest");
    let shard = "output/.paf/shard.json";
    refused(shard, "\"count\": 3", "\"count\": 18446744073709551615", "holds no shard");
    refused(shard, "\"index\": 3", "\"index\": 4", "holds no shard");
    refused(shard, ".pdf\"", ".txt\"", "is not there any more");
    let (here, shards) = (Clone::new(), three());
    let part = fs::read_to_string(shards[2].path(shard)).expect("it is there");
    let (before, rest) = part.split_once("\"targets\": [").expect("it has targets");
    let (_, after) = rest.split_once(']').expect("they end");
    shards[2].write(shard, format!("{before}\"targets\": []{after}").as_bytes());
    let (is_done, said) = here.merge(&[&shards[0], &shards[1], &shards[2]]);
    assert!(!is_done && said.contains("do not have the targets that they should have"), "{said}");
}

#[test]
fn where_nothing_can_be_joined_nothing_is_written() {
    let shards = three();
    let here = Clone::new();
    let (is_done, said) = here.run(&["merge", "no-such", "nor-this"], &[]);
    assert!(!is_done && said.contains("there is no such folder"), "{said}");
    assert!(!here.path("no-such").exists() && !here.path("nor-this").exists());

    fs::create_dir_all(here.path("output/eu/en/small-asks-eu-en.pdf")).expect("it is made");
    let (is_done, said) = here.merge(&[&shards[0], &shards[1], &shards[2]]);
    assert!(!is_done && said.contains("something other than a file is in its way"), "{said}");
    assert!(here.made().is_empty(), "nothing is written");

    let (is_done, said) = shards[0].merge(&[&shards[0], &shards[1], &shards[2]]);
    assert!(!is_done && said.contains("cannot be joined within one of them"), "{said}");
}

#[test]
fn a_plan_says_what_each_part_makes() {
    let clone = Clone::new();
    let planned = |args: &[&str]| {
        let (is_done, said) = clone.run(&[&["plan"], args].concat(), &[]);
        assert!(is_done, "{args:?}: {said}");
        said
    };
    let all = planned(&[]);
    assert_eq!(all.lines().count(), 3, "{all}");
    assert!(all.lines().all(|line| line.ends_with(".pdf")), "{all}");
    assert_eq!(
        planned(&["--shards", "3", "--format", "github"]),
        "{\"include\":[{\"shard\":\"1/3\",\"selection\":\"\"},{\"shard\":\"2/3\",\"selection\":\"\"},\
         {\"shard\":\"3/3\",\"selection\":\"\"}]}\n"
    );
    // What is selected goes along, or each job would make its part of everything.
    let some = ["--profile", "screen", "--lang", "en", "--shards", "1", "--format"];
    let github = planned(&[&some[..], &["github"]].concat());
    assert!(github.contains("\"selection\":\"--lang en --profile screen\""), "{github}");
    let gitlab = planned(&[&some[..], &["gitlab"]].concat());
    assert!(gitlab.contains("SELECTION: \"--lang en --profile screen\""), "{gitlab}");
    let jobs = planned(&["--shards", "2", "--format", "gitlab"]);
    assert!(
        jobs.contains(
            "build 2 of 2:\n  extends: .paf\n  variables: {SHARD: \"2/2\", PART: \"part-2\", SELECTION: \"\"}"
        ),
        "{jobs}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&planned(&["--shards", "3", "--format", "json"])).expect("it is JSON");
    let parts = json["shards"].as_array().expect("parts");
    let paths: Vec<&str> = parts
        .iter()
        .flat_map(|part| part["targets"].as_array().expect("targets"))
        .map(|target| target["path"].as_str().expect("a path"))
        .collect();
    assert_eq!(paths.len(), 3, "{paths:?}");
    for (index, part) in parts.iter().enumerate() {
        clone.build(&[
            "--shard",
            part["shard"].as_str().expect("a part"),
            "--output",
            &format!("part-{index}"),
        ]);
        for target in part["targets"].as_array().expect("targets") {
            let path = format!("part-{index}/{}", target["path"].as_str().expect("a path"));
            assert!(clone.path(&path).exists(), "{path}");
        }
    }
    let (is_done, said) = clone.run(&["plan", "--shards", "4"], &[]);
    assert!(!is_done && said.contains("make 3 parts at most"), "{said}");
}

#[test]
fn a_dry_run_says_why_and_writes_nothing() {
    let clone = Clone::new();
    let dry = |words: &[&str]| {
        let (is_done, said) = clone.run(&["build", "--dry-run"], &[]);
        assert!(is_done, "{said}");
        words.iter().for_each(|word| assert!(said.contains(word), "{said} has no {word}"));
    };
    dry(&["it was never made here", "3 of 3 would be made in output"]);
    assert!(!clone.path("output").exists());
    // What a build would refuse is told before it.
    let foreign = clone.path("output/eu/en/small-asks-eu-en.pdf");
    fs::create_dir_all(foreign.parent().expect("a folder")).expect("it is made");
    fs::write(&foreign, "my own words").expect("it is written");
    let (is_done, said) = clone.run(&["build", "--dry-run"], &[]);
    assert!(!is_done && said.contains("is there already, and is no file that paf made"), "{said}");
    fs::write(clone.path("output/manifest.json"), "my own list").expect("it is written");
    // A check between the two leaves a folder of records behind, and no right to the file.
    for command in [&["build"][..], &["build", "--dry-run"][..], &["build"][..]] {
        let _ = clone.run(&["check"], &[]);
        let (is_done, said) = clone.run(command, &[]);
        assert!(!is_done && said.contains("manifest.json` is there already"), "{command:?}: {said}");
    }
    let kept = fs::read_to_string(clone.path("output/manifest.json")).expect("it is there");
    assert_eq!(kept, "my own list");
    let (_, said) = clone.run(&["build", "--dry-run", "--overwrite"], &[]);
    assert!(said.contains("3 of 3 would be made"), "{said}");
    fs::remove_dir_all(clone.path("output")).expect("it is removed");
    clone.build(&[]);
    dry(&["0 of 3 would be made in output"]);
    clone.append("templates/asks/asks.typ", "One more line.\n");
    dry(&["small-asks-eu-en.pdf: its texts, its template, an option or the program has changed", "1 of 3"]);
    clone.append("templates/theme/inline.typ", "#let unused = 1\n");
    dry(&["`templates/theme/inline.typ` has changed", "3 of 3"]);
    clone.build(&[]);
    std::fs::remove_file(clone.path("output/eu/en/small-asks-eu-en.pdf")).expect("it is removed");
    dry(&["a file of it is missing or was changed", "1 of 3"]);
}
