//! Records: one definition gives the struct, its reading, its schema and what templates see.

/// Defines a record: the struct, its reading, its schema and what templates see of it.
///
/// A field's YAML key is its name with hyphens for underscores; its documentation is the schema's.
/// `checked by` names a function that reports keys in place of [`check_keys`](crate::decode::check_keys),
/// where not all of them go together.
#[macro_export]
macro_rules! record {
    (@keys $node:ident, $known:ident, $decoder:ident) => {
        $crate::decode::check_keys($node, &$known, $decoder)
    };
    (@keys $node:ident, $known:ident, $decoder:ident, $check:path) => {
        $check($node, &$known, $decoder)
    };
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident $(checked by $check:path)? {
            $( $(#[doc = $field_doc:literal])+ pub $field:ident : $type:ty, )+
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
                $crate::data::Data::map([$(
                    (stringify!($field).replace('_', "-"), $crate::decode::Decode::data(&self.$field))
                ),+])
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
