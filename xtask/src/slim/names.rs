//! In: wasm-bindgen's glue, and the wasm that imports from it. Out: the same, where what is imported is named without the checksum at the
//! end of each name: sixteen digits that nothing can compress, in both files.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{ImportSection, Module};
use wasmparser::{CustomSectionReader, ImportSectionReader, Parser, Payload};

use crate::job::Outcome;

/// How many digits such a checksum has.
const DIGITS: usize = 16;

pub(super) fn shortened(glue: &str, wasm: &[u8]) -> Outcome<(String, Vec<u8>)> {
    let mut imported = BTreeSet::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::ImportSection(section) = payload? {
            for import in section.into_imports() {
                imported.insert(import?.name);
            }
        }
    }
    let names = short(&imported);
    let mut glue = glue.to_owned();
    for (name, short) in &names {
        if !glue.contains(name.as_str()) {
            return Err(format!("the glue has no {name}, which the wasm imports").into());
        }
        glue = glue.replace(name, short);
    }
    let mut module = Module::new();
    Names(names).parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok((glue, module.finish()))
}

/// The short ones of those names that have a checksum. Where they come to the same, all but the first are numbered.
fn short(imported: &BTreeSet<&str>) -> BTreeMap<String, String> {
    let mut taken: BTreeSet<String> = imported.iter().map(|name| (*name).to_owned()).collect();
    let mut names = BTreeMap::new();
    for name in imported {
        let is_sum =
            |sum: &&str| sum.len() == DIGITS && sum.bytes().all(|it| it.is_ascii_hexdigit());
        let Some((stem, _)) = name.rsplit_once('_').filter(|(_, sum)| is_sum(sum)) else {
            continue;
        };
        let numbered = (2..).map(|number| format!("{stem}_{number}"));
        let short = std::iter::once(stem.to_owned()).chain(numbered).find(|it| !taken.contains(it));
        let short = short.unwrap_or_default();
        taken.insert(short.clone());
        names.insert((*name).to_owned(), short);
    }
    names
}

/// Writes the short names, and leaves out what tools tell each other: no browser reads it.
struct Names(BTreeMap<String, String>);

impl Reencode for Names {
    type Error = Infallible;

    fn parse_custom_section(
        &mut self,
        _: &mut Module,
        _: CustomSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for import in section.into_imports() {
            let import = import?;
            let kind = self.entity_type(import.ty)?;
            let name = self.0.get(import.name).map_or(import.name, String::as_str);
            imports.import(import.module, name, kind);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{CustomSection, EntityType, TypeSection};

    use super::*;

    const NAMES: [&str; 4] = [
        "__wbg_get_0123456789abcdef",
        "__wbg_get_fedcba9876543210",
        "__wbg_now_92b29b0548f8b746",
        "__wbindgen_throw",
    ];

    fn wasm() -> Vec<u8> {
        let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
        types.ty().function([], []);
        for name in NAMES {
            imports.import("./glue.js", name, EntityType::Function(0));
        }
        let mut module = Module::new();
        module.section(&types).section(&imports);
        module.section(&CustomSection { name: "producers".into(), data: (&[0]).into() });
        module.finish()
    }

    fn imported(wasm: &[u8]) -> Vec<String> {
        let sections =
            Parser::new(0).parse_all(wasm).filter_map(|payload| match payload.unwrap() {
                Payload::ImportSection(section) => Some(section.into_imports()),
                _ => None,
            });
        sections.flatten().map(|import| import.unwrap().name.to_owned()).collect()
    }

    #[test]
    fn both_files_have_the_same_short_names_and_every_one_its_own() {
        let (glue, wasm) = shortened(&NAMES.join("\n"), &wasm()).unwrap();
        let short = ["__wbg_get", "__wbg_get_2", "__wbg_now", "__wbindgen_throw"];
        assert_eq!(glue.lines().collect::<Vec<_>>(), short);
        assert_eq!(imported(&wasm), short);
        assert!(!wasm.windows(9).any(|bytes| bytes == b"producers"));
    }

    #[test]
    fn a_name_that_the_glue_lacks_is_an_error() {
        assert!(shortened(&NAMES[..2].join("\n"), &wasm()).is_err());
    }
}
