//! In: advisories, in the build script. Out: one text, which is built in; and in the engine, back. A reader of JSON in the page, for nothing
//! but this, would be seven kilobytes of what a visitor downloads.

use std::collections::BTreeMap;

use super::model::{Advisory, Indicator, IndicatorKind, Localised, Weight};

/// Between two fields: the separator that ASCII has for it.
const BETWEEN: char = '\u{1f}';

/// Each by its place.
const KINDS: [IndicatorKind; 11] = [
    IndicatorKind::FilePath,
    IndicatorKind::Directory,
    IndicatorKind::FileName,
    IndicatorKind::FileExtension,
    IndicatorKind::Process,
    IndicatorKind::Service,
    IndicatorKind::ScheduledTask,
    IndicatorKind::RegistryKey,
    IndicatorKind::RegistryProgram,
    IndicatorKind::RegistryKeyword,
    IndicatorKind::RemotePort,
];

/// Each by its place.
const WEIGHTS: [Weight; 3] = [Weight::Infected, Weight::Suspected, Weight::Context];

/// The fields of all advisories one after the other, in front of each list how many it has; none if one of them can't be told so.
pub(crate) fn pack(advisories: &[Advisory]) -> Option<String> {
    let mut fields = Vec::new();
    fields.push(advisories.len().to_string());
    for Advisory { id, version, published, title, indicators } in advisories {
        fields.extend([id, version, published].map(String::clone));
        pack_texts(Some(title), &mut fields);
        fields.push(indicators.len().to_string());
        for it in indicators {
            fields.extend([&it.id, &it.family, &it.value, &it.source].map(String::clone));
            fields.push(u8::from(it.in_notice).to_string());
            fields.push(KINDS.iter().position(|kind| *kind == it.kind)?.to_string());
            fields.push(it.also.len().to_string());
            fields.extend(it.also.iter().cloned());
            fields.push(u8::from(it.unique).to_string());
            fields.push(it.hosts.unwrap_or_default().to_string());
            fields.push(WEIGHTS.iter().position(|weight| *weight == it.weight)?.to_string());
            pack_texts(it.neighbour.as_ref(), &mut fields);
            pack_texts(it.note.as_ref(), &mut fields);
        }
    }
    let is_plain = !fields.iter().any(|field| field.contains(BETWEEN));
    is_plain.then(|| fields.join(&BETWEEN.to_string()))
}

fn pack_texts(texts: Option<&Localised>, fields: &mut Vec<String>) {
    let texts: Vec<_> = texts.iter().flat_map(|texts| &texts.0).collect();
    fields.push(texts.len().to_string());
    fields.extend(texts.into_iter().flat_map(|(tag, text)| [tag.clone(), text.clone()]));
}

/// The same advisories; none if that is not what the text is.
pub(crate) fn unpack(text: &str) -> Option<Vec<Advisory>> {
    let mut fields = Fields(text.split(BETWEEN));
    let advisories = (0..fields.number()?).map(|_| fields.advisory()).collect::<Option<_>>()?;
    fields.0.next().is_none().then_some(advisories)
}

struct Fields<'t>(std::str::Split<'t, char>);

impl Fields<'_> {
    fn text(&mut self) -> Option<String> {
        self.0.next().map(str::to_owned)
    }

    fn number(&mut self) -> Option<usize> {
        self.0.next()?.parse().ok()
    }

    /// No texts are none.
    fn texts(&mut self) -> Option<Option<Localised>> {
        let mut texts = BTreeMap::new();
        for _ in 0..self.number()? {
            texts.insert(self.text()?, self.text()?);
        }
        Some((!texts.is_empty()).then_some(Localised(texts)))
    }

    fn advisory(&mut self) -> Option<Advisory> {
        Some(Advisory {
            id: self.text()?,
            version: self.text()?,
            published: self.text()?,
            title: self.texts()?.unwrap_or_default(),
            indicators: (0..self.number()?).map(|_| self.indicator()).collect::<Option<_>>()?,
        })
    }

    fn indicator(&mut self) -> Option<Indicator> {
        let [id, family, value, source] = [self.text()?, self.text()?, self.text()?, self.text()?];
        Some(Indicator {
            id,
            family,
            value,
            source,
            in_notice: self.number()? == 1,
            kind: *KINDS.get(self.number()?)?,
            also: (0..self.number()?).map(|_| self.text()).collect::<Option<_>>()?,
            unique: self.number()? == 1,
            // From no host on is no limit.
            hosts: self.number().filter(|hosts| *hosts != 0),
            weight: *WEIGHTS.get(self.number()?)?,
            neighbour: self.texts()?,
            note: self.texts()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(all: &[(&str, &str)]) -> Option<Localised> {
        let all = all.iter().map(|(tag, text)| ((*tag).to_owned(), (*text).to_owned()));
        Some(Localised(all.collect()))
    }

    fn advisory(kind: IndicatorKind, weight: Weight, is: bool) -> Advisory {
        let indicator = Indicator {
            id: "N1".to_owned(),
            family: "WannaCry".to_owned(),
            in_notice: is,
            kind,
            value: r"C:\a\b.exe".to_owned(),
            also: ["x", "y"].into_iter().take(usize::from(is) * 2).map(str::to_owned).collect(),
            unique: !is,
            hosts: is.then_some(20),
            weight,
            neighbour: is.then(|| texts(&[("en", "a twin"), ("zh-CN", "同名")])).flatten(),
            note: (!is).then(|| texts(&[("en", "a note")])).flatten(),
            source: String::new(),
        };
        Advisory {
            id: "one".to_owned(),
            version: "1".to_owned(),
            published: "2017-06-02".to_owned(),
            title: texts(&[("en", "Worms")]).unwrap_or_default(),
            indicators: vec![indicator],
        }
    }

    #[test]
    fn what_is_packed_comes_back() {
        for kind in KINDS {
            for weight in WEIGHTS {
                let all = [advisory(kind, weight, true), advisory(kind, weight, false)];
                let back = unpack(&pack(&all).unwrap()).unwrap();
                assert_eq!(format!("{back:?}"), format!("{all:?}"));
            }
        }
    }

    #[test]
    fn neither_a_cut_nor_a_longer_text_is_read() {
        let text = pack(&[advisory(KINDS[0], WEIGHTS[0], true)]).unwrap();
        assert!(unpack(text.rsplit_once(BETWEEN).unwrap().0).is_none());
        assert!(unpack(&format!("{text}{BETWEEN}")).is_none());
    }

    #[test]
    fn a_text_with_a_separator_is_refused() {
        let mut split = advisory(KINDS[0], WEIGHTS[0], true);
        split.version.push(BETWEEN);
        assert!(pack(&[split]).is_none());
    }
}
