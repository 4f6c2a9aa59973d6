//! Records: one definition gives the struct, its reading, its schema and what templates see.

/// Defines a record: the struct, its reading, its schema, what templates see of it, and what an edition may
/// change.
///
/// A field's YAML key is its name with hyphens for underscores; its documentation is the schema's.
/// `checked by` names a function that reports keys in place of [`check_keys`](crate::decode::check_keys),
/// where not all of them go together; `guarded by` one that refuses changes of an edition; `noted in` the field
/// at whose end its notes stand. Before a field, `[open]` says that an edition may set it, `[kept "why"]` that it
/// may add to it and change nothing, and `[locked "why"]` that it is the same in every edition.
#[macro_export]
macro_rules! record {
    (@keys $node:ident, $known:ident, $decoder:ident) => {
        $crate::decode::check_keys($node, &$known, $decoder)
    };
    (@keys $node:ident, $known:ident, $decoder:ident, $check:path) => {
        $check($node, &$known, $decoder)
    };
    (@change $field:expr, $rest:ident, $change:ident) => {
        $crate::decode::Decode::change(&mut $field, $rest, $change)
    };
    (@change $field:expr, $rest:ident, $change:ident, open) => {
        $change.open(&mut $field, $rest)
    };
    (@change $field:expr, $rest:ident, $change:ident, kept $why:literal) => {
        $change.kept(&mut $field, $rest, $why)
    };
    (@change $field:expr, $rest:ident, $change:ident, locked $why:literal) => {
        Err($crate::edition::Refusal::Locked($why.to_owned()))
    };
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident $(checked by $check:path)? $(, guarded by $guard:path)? $(, noted in $noted:ident)? {
            $( $(#[doc = $field_doc:literal])+ $([$($mark:tt)+])? pub $field:ident : $type:ty, )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone)]
        pub struct $name {
            $( $(#[doc = $field_doc])+ pub $field: $type, )+
            /// Where the whole record stands.
            pub at: paf_diag::Place,
        }

        impl $crate::decode::Decode for $name {
            fn decode(node: &$crate::node::Node, decoder: &mut $crate::decode::Decoder<'_>) -> Option<Self> {
                let known = [$(stringify!($field).replace('_', "-")),+];
                if !$crate::record!(@keys node, known, decoder $(, $check)?) {
                    return None;
                }
                // Every field is read before any failure counts, so that all problems are told.
                $( let $field = $crate::decode::field::<$type>(
                    node, &stringify!($field).replace('_', "-"), concat!($($field_doc),+), &known, decoder); )+
                Some(Self { $( $field: $field?, )+ at: node.place.clone() })
            }

            fn shape() -> $crate::shape::Shape {
                $crate::shape::Shape::Record(|| $crate::shape::RecordShape {
                    name: stringify!($name),
                    doc: concat!($($doc, "\n"),+).trim().to_owned(),
                    fields: vec![$( $crate::shape::FieldShape {
                        name: stringify!($field).replace('_', "-"),
                        doc: concat!($($field_doc, "\n"),+).trim().to_owned(),
                        required: <$type as $crate::decode::Decode>::absent().is_none(),
                        shape: <$type as $crate::decode::Decode>::shape(),
                    } ),+],
                })
            }

            fn data(&self) -> $crate::data::Data {
                let wordings = [$( $crate::decode::Decode::wording(&self.$field) ),+];
                $crate::data::Data::record(wordings.into_iter().flatten(), [$(
                    (stringify!($field).replace('_', "-"), $crate::decode::Decode::data(&self.$field))
                ),+])
            }

            fn change(
                &mut self,
                path: &[&str],
                change: &mut $crate::edition::Change<'_, '_>,
            ) -> $crate::edition::Changed {
                $( $guard(self, path, change)?; )?
                let Some((first, rest)) = path.split_first() else {
                    $( if matches!(change.verb, $crate::edition::Verb::Note(_)) {
                        return change.note(&mut self.$noted);
                    } )?
                    return Err($crate::edition::Refusal::Unfit);
                };
                $( if *first == stringify!($field).replace('_', "-") {
                    return $crate::record!(@change self.$field, rest, change $(, $($mark)+)?);
                } )+
                let known = [$(stringify!($field).replace('_', "-")),+];
                Err($crate::edition::Refusal::at(path, known.iter().map(String::as_str)))
            }

            fn id(&self) -> Option<&$crate::decode::Id> {
                [$( $crate::decode::Decode::as_id(&self.$field).filter(|_| stringify!($field) == "id") ),+]
                    .into_iter()
                    .flatten()
                    .next()
            }
        }
    };
}
