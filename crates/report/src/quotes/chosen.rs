//! Which attributions does a reader want?

use news::{Account, Attribution, AttributionKind, MentionForm, Score};

/// What attributions must be like; an empty list lets all through.
#[derive(Debug, Clone, Default)]
pub struct Chosen {
    /// Names, any of which must be one of the speaker's or stand in it.
    pub speakers: Vec<String>,
    /// Kinds.
    pub kinds: Vec<AttributionKind>,
    /// Dictionary forms of reporting words.
    pub cues: Vec<String>,
    /// How sure they must be.
    pub least: Score,
}

impl Chosen {
    /// Indexes of the attributions of an account that are wanted, in their order.
    pub fn of(&self, account: &Account) -> Vec<usize> {
        let wanted: Vec<Vec<String>> = self.speakers.iter().map(|name| words(name)).collect();
        let speaks: Vec<bool> = account
            .entities
            .iter()
            .map(|entity| {
                let mentions = entity.mentions.iter().filter(|mention| is_name(mention.form));
                let names = mentions.map(|mention| account.words(mention.span)).chain([entity.name.as_str()]);
                let mut names = names.map(words);
                !wanted.is_empty() && names.any(|name| wanted.iter().any(|wanted| holds(&name, wanted)))
            })
            .collect();
        let cues: Vec<Vec<String>> = self.cues.iter().map(|cue| words(cue)).collect();
        let fits = |found: &Attribution| {
            let is_speaker = |id: &news::EntityId| speaks.get(id.0 as usize).copied().unwrap_or(false);
            found.confidence >= self.least
                && (self.kinds.is_empty() || self.kinds.contains(&found.kind))
                && (cues.is_empty()
                    || found.cue.as_ref().is_some_and(|cue| cues.contains(&words(&cue.lemma))))
                && (wanted.is_empty() || found.speaker.entities.iter().any(is_speaker))
        };
        let all = account.attributions.iter().enumerate();
        all.filter(|(_, found)| fits(found)).map(|(index, _)| index).collect()
    }
}

fn is_name(form: MentionForm) -> bool {
    match form {
        MentionForm::Name | MentionForm::Metonym => true,
        MentionForm::Role | MentionForm::Pronoun => false,
    }
}

/// The words of a name, without what is a matter of writing.
fn words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase().replace('’', "'");
    let parts = lower.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-');
    let bare =
        parts.map(|word| word.trim_matches('\'').strip_suffix("'s").unwrap_or(word.trim_matches('\'')));
    bare.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether these words stand in a name, one after the other.
fn holds(name: &[String], wanted: &[String]) -> bool {
    !wanted.is_empty() && name.windows(wanted.len()).any(|part| part == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn part_of_a_name_will_do_but_part_of_a_word_will_not() {
        let name = words("Mayor Ruth O’Hara-Okoro’s");
        assert_eq!(name, ["mayor", "ruth", "o'hara-okoro"]);
        assert!(holds(&name, &words("ruth O'HARA-OKORO")));
        assert!(!holds(&name, &words("Ruthie")));
        assert!(!holds(&name, &words("Okoro")));
        assert!(!holds(&name, &words(" ")));
    }
}
