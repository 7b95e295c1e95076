//! In: a wasm. Out: the same program, with its functions in another order: each beside the one that it has most in common with, so that
//! a web host's compression finds what they share near by.

use std::collections::HashMap;
use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef, Validator};

use crate::job::Outcome;

/// So many bytes in a row, here and there, are something in common.
const RUN: usize = 6;
/// What more functions have than this tells no two of them from the others.
const COMMON: usize = 400;
/// Keeps the shortest functions, which have much in common with everything, from coming first.
const SHORT: usize = 30;

pub(super) fn reordered(wasm: &[u8]) -> Outcome<Vec<u8>> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    let order = neighbours(&bodies);
    let mut places = vec![0; order.len()];
    for (place, function) in (imported..).zip(&order) {
        if let Some(slot) = places.get_mut(*function) {
            *slot = place;
        }
    }
    let mut module = Module::new();
    Order { imported, order, places }.parse_core_module(&mut module, Parser::new(0), wasm)?;
    let wasm = module.finish();
    Validator::new().validate_all(&wasm)?;
    Ok(wasm)
}

/// The functions by their numbers: from the longest on, each followed by the one of those left that is most like it.
fn neighbours(bodies: &[&[u8]]) -> Vec<usize> {
    let runs: Vec<Vec<&[u8]>> = bodies.iter().map(|body| runs(body)).collect();
    let mut having: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, runs) in runs.iter().enumerate() {
        for run in runs {
            having.entry(run).or_default().push(function);
        }
    }
    having.retain(|_, functions| (2..=COMMON).contains(&functions.len()));

    let mut by_length: Vec<usize> = (0..bodies.len()).collect();
    by_length.sort_by_key(|function| std::cmp::Reverse(bodies[*function].len()));
    let mut by_length = by_length.into_iter();
    let mut is_left = vec![true; bodies.len()];
    let mut order = Vec::with_capacity(bodies.len());
    let mut next = by_length.next();
    while let Some(function) = next {
        is_left[function] = false;
        order.push(function);
        let mut shared = vec![0_usize; bodies.len()];
        for other in runs[function].iter().filter_map(|run| having.get(run)).flatten() {
            shared[*other] += 1;
        }
        let likeness = |other: usize| {
            let all = runs[function].len() + runs[other].len() - shared[other];
            shared[other] as f64 / (all + SHORT) as f64
        };
        let alike = (0..bodies.len()).filter(|other| is_left[*other] && 0 < shared[*other]);
        next = alike
            .rev()
            .max_by(|one, other| likeness(*one).total_cmp(&likeness(*other)))
            .or_else(|| by_length.find(|function| is_left[*function]));
    }
    order
}

/// Every run of bytes in a function, once.
fn runs(body: &[u8]) -> Vec<&[u8]> {
    let mut runs: Vec<&[u8]> = body.windows(RUN).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// Writes the functions in their order, and names them by it.
struct Order {
    imported: u32,
    order: Vec<usize>,
    /// The new number of each that is not imported.
    places: Vec<u32>,
}

type Result<T = ()> = std::result::Result<T, Error<Infallible>>;

impl Reencode for Order {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32> {
        Ok(function.checked_sub(self.imported).map_or(function, |at| self.places[at as usize]))
    }

    fn parse_function_section(
        &mut self,
        out: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result {
        let types = section.into_iter().collect::<wasmparser::Result<Vec<u32>>>()?;
        for function in &self.order {
            out.function(types[*function]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        out: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result {
        let bodies = section.into_iter().collect::<wasmparser::Result<Vec<_>>>()?;
        for function in self.order.clone() {
            self.parse_function_body(out, bodies[function].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        EntityType, ExportKind, ExportSection, Function, ImportSection, TypeSection, ValType,
    };
    use wasmparser::Operator;

    use super::*;

    /// What a function of the test gives: the last of these numbers, or what the function of this name gives.
    #[derive(Debug, Clone, PartialEq)]
    enum Gives {
        Numbers(Vec<i64>),
        SameAs(String),
    }

    /// A program of such functions, exported as f0, f1 and so on, behind an imported one.
    fn program(functions: &[Gives]) -> Vec<u8> {
        let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
        types.ty().function([], [ValType::I64]);
        imports.import("outer", "world", EntityType::Function(0));
        let (mut declared, mut exports, mut code) =
            (FunctionSection::new(), ExportSection::new(), CodeSection::new());
        for (number, gives) in (0..).zip(functions) {
            declared.function(0);
            exports.export(&format!("f{number}"), ExportKind::Func, number + 1);
            let mut body = Function::new([]);
            match gives {
                Gives::Numbers(numbers) => {
                    let (last, others) = numbers.split_last().unwrap();
                    for number in others {
                        body.instructions().i64_const(*number).drop();
                    }
                    body.instructions().i64_const(*last).end();
                }
                Gives::SameAs(name) => {
                    let called: u32 = name.strip_prefix('f').unwrap().parse().unwrap();
                    body.instructions().call(called + 1).end();
                }
            }
            code.function(&body);
        }
        let mut module = Module::new();
        module
            .section(&types)
            .section(&imports)
            .section(&declared)
            .section(&exports)
            .section(&code);
        module.finish()
    }

    /// The functions of a program as they stand in it, with their names.
    fn read(wasm: &[u8]) -> Vec<(String, Gives)> {
        let (mut names, mut bodies) = (HashMap::new(), Vec::new());
        for payload in Parser::new(0).parse_all(wasm) {
            match payload.unwrap() {
                Payload::ExportSection(exports) => {
                    let exports = exports.into_iter().map(|export| export.unwrap());
                    names.extend(exports.map(|export| (export.index, export.name.to_owned())));
                }
                Payload::CodeSectionEntry(body) => bodies.push(body),
                _ => {}
            }
        }
        let gives = |body: &wasmparser::FunctionBody<'_>| {
            let mut numbers = Vec::new();
            for operator in body.get_operators_reader().unwrap() {
                match operator.unwrap() {
                    Operator::I64Const { value } => numbers.push(value),
                    Operator::Call { function_index } => {
                        return Gives::SameAs(names[&function_index].clone());
                    }
                    _ => {}
                }
            }
            Gives::Numbers(numbers)
        };
        (1..).zip(&bodies).map(|(index, body)| (names[&index].clone(), gives(body))).collect()
    }

    #[test]
    fn functions_alike_stand_together_and_do_what_they_did() {
        let near = |from: i64| Gives::Numbers((from..from + 40).collect());
        let program_before =
            [near(1000), near(500_000), near(1001), near(500_001), Gives::SameAs("f2".into())];
        let after = read(&reordered(&program(&program_before)).unwrap());
        let place = |name: &str| after.iter().position(|(it, _)| it == name).unwrap();
        for (number, gives) in program_before.iter().enumerate() {
            assert_eq!(after[place(&format!("f{number}"))].1, *gives, "f{number}");
        }
        assert_eq!(place("f0").abs_diff(place("f2")), 1);
        assert_eq!(place("f1").abs_diff(place("f3")), 1);
    }

    #[test]
    fn a_damaged_program_is_an_error() {
        let mut wasm = program(&[Gives::Numbers(vec![1])]);
        wasm.pop();
        assert!(reordered(&wasm).is_err());
    }
}
