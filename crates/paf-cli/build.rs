//! Builds the binary anew when the templates or fonts that travel inside it change.

fn main() {
    for folder in ["../../templates", "../../fonts", "scaffold"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
