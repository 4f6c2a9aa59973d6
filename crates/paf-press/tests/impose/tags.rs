//! Marked single pages keep their tags, and what counts from the corner of the page moves along.

use lopdf::Object;
use paf_pdf::pages::{pages, resolved};
use paf_press::marks::{Folds, Marks, add};

use crate::read::{holding, load};
use crate::source::{MM, Source};

#[test]
fn tags_stay_and_links_go() {
    let document = load(&add(&Source::new(2).pdf(), &Marks::all(), &Folds::none()).unwrap());
    let catalogue = document.catalog().unwrap();
    assert!(catalogue.has(b"StructTreeRoot") && catalogue.has(b"MarkInfo") && catalogue.has(b"Outlines"));
    assert_eq!(holding(&document, "Annots"), 0);
    for page in pages(&document) {
        assert!(page.own("StructParents").is_some());
        let content = String::from_utf8(page.content()).unwrap();
        let (tagged, marks) = (content.find("MCID 0").unwrap(), content.find("/Artifact BMC").unwrap());
        let close = content.rfind("EMC").unwrap();
        assert!(tagged < marks && marks < close);
        assert_eq!(
            content.matches("BMC").count() + content.matches("BDC").count(),
            content.matches("EMC").count()
        );
    }
}

#[test]
fn destinations_and_figures_move_with_the_page() {
    let document = load(&add(&Source::new(2).pdf(), &Marks::all(), &Folds::none()).unwrap());
    let dictionaries = || document.objects.values().filter_map(|object| object.as_dict().ok());
    let entry = dictionaries().find(|dictionary| dictionary.has(b"Dest")).unwrap();
    let destination = entry.get(b"Dest").unwrap().as_array().unwrap();
    let (dx, dy) = (9.0 * MM - 10.0, 9.0 * MM - 20.0);
    let near = |object: &Object, value: f64| (f64::from(object.as_float().unwrap()) - value).abs() < 1e-3;
    assert!(near(&destination[2], 10.0 + dx) && near(&destination[3], 600.0 + dy), "{destination:?}");
    let figure = dictionaries().find(|dictionary| dictionary.has(b"Pg")).unwrap();
    let layout = resolved(&document, figure.get(b"A").unwrap()).unwrap().as_dict().unwrap();
    let edges = layout.get(b"BBox").unwrap().as_array().unwrap();
    assert!(near(&edges[0], 10.0 + dx) && near(&edges[3], 120.0 + dy), "{edges:?}");
}

#[test]
fn what_a_page_leaves_open_does_not_move_the_marks() {
    let mut source = Source::new(1);
    let open =
        lopdf::Stream::new(lopdf::Dictionary::new(), b"q q 2 0 0 2 0 0 cm Q q 3 0 0 3 0 0 cm".to_vec());
    let open = source.document.add_object(open);
    source.page(1).set("Contents", Object::Reference(open));
    let document = load(&add(&source.pdf(), &Marks::all(), &Folds::none()).unwrap());
    let content = String::from_utf8(pages(&document)[0].content()).unwrap();
    let (page, _) = content.split_once("/Artifact BMC").unwrap();
    let count = |operator: &str| page.split_whitespace().filter(|word| *word == operator).count();
    assert_eq!(count("q"), count("Q"));
}

#[test]
fn a_reference_to_nothing_does_not_come_to_mean_something_else() {
    let mut source = Source::new(1);
    let lost = source.document.new_object_id();
    source.page(1).set("Metadata", Object::Reference(lost));
    let document = load(&add(&source.pdf(), &Marks::all(), &Folds::none()).unwrap());
    assert!(document.objects.len() > lost.0 as usize, "the number is given anew");
    let page = document.get_dictionary(pages(&document)[0].id).unwrap();
    assert!(page.get(b"Metadata").map_or(true, Object::is_null), "{page:?}");
}
