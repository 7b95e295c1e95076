//! In: the report's JSON Schema. Out: the same as TypeScript's types: `Report`, and one for each of its definitions.

use serde_json::Value;

/// The types; an error where the schema says something in a way that is not known here.
pub(crate) fn of(schema: &Value) -> Result<String, String> {
    let mut out = interface("Report", schema)?;
    for (name, definition) in schema["$defs"].as_object().into_iter().flatten() {
        out += &interface(&type_name(name), definition)?;
    }
    Ok(out)
}

fn interface(name: &str, schema: &Value) -> Result<String, String> {
    Ok(format!("{}export type {name} = {};\n\n", comment(schema, ""), expression(schema, "")?))
}

fn expression(schema: &Value, indent: &str) -> Result<String, String> {
    if let Some(target) = schema["$ref"].as_str() {
        return Ok(type_name(target.rsplit('/').next().unwrap_or_default()));
    }
    if let Some(only) = schema.get("const") {
        return Ok(only.to_string());
    }
    if let Some(names) = schema["enum"].as_array() {
        let names: Vec<String> = names.iter().map(Value::to_string).collect();
        return Ok(names.join(" | "));
    }
    match schema["type"].as_str() {
        Some("string") => Ok("string".to_owned()),
        Some("boolean") => Ok("boolean".to_owned()),
        Some("integer") => Ok("number".to_owned()),
        Some("array") => Ok(format!("Array<{}>", expression(&schema["items"], indent)?)),
        Some("object") => object(schema, indent),
        other => Err(format!("the report's schema has a type that is not known here: {other:?}")),
    }
}

fn object(schema: &Value, indent: &str) -> Result<String, String> {
    let inner = format!("{indent}  ");
    let is_required = |name: &str| {
        schema["required"]
            .as_array()
            .is_some_and(|all| all.iter().any(|it| it.as_str() == Some(name)))
    };
    let mut out = String::from("{\n");
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let mark = if is_required(name) { "" } else { "?" };
        let key = if name.contains('-') { format!("{name:?}") } else { name.clone() };
        out += &comment(property, &inner);
        out += &format!("{inner}{key}{mark}: {};\n", expression(property, &inner)?);
    }
    Ok(out + indent + "}")
}

fn comment(schema: &Value, indent: &str) -> String {
    schema["description"]
        .as_str()
        .map(|words| format!("{indent}/** {words} */\n"))
        .unwrap_or_default()
}

/// `host_text` as `HostText`; what the module itself has a class for is a row here.
fn type_name(name: &str) -> String {
    if name == "check" {
        return "CheckRow".to_owned();
    }
    name.split('_')
        .filter_map(|word| Some(word.get(..1)?.to_uppercase() + word.get(1..)?))
        .collect()
}
