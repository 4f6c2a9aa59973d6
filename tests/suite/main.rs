//! One binary for the whole suite, so that it links once.
mod cases;
mod fit;
mod languages;
mod pdf_framework;
mod pdf_reading;
mod pdf_right_to_left;
mod pdf_same_bytes;
mod pdf_sources;
mod pdf_structure;
mod pdf_text;
mod pdf_whole_files;
mod press_leaflet;
mod random_runs;
mod records;
mod statements;
mod translation_workflow;
mod visual;
