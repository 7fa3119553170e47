//! What holds for some values only: `if`, `then` and `else` (JSON Schema 2020-12, Core §10.2.2), `dependentSchemas`.

use crate::checker::Checker;
use crate::known::Verdict;
use crate::schema::{Condition, Test};
use crate::union::find_key;

impl<'a> Checker<'a> {
    /// What a condition asks of the value, which is not passed.
    pub(crate) fn condition(&mut self, condition: &'a Condition<'a>) {
        let start = self.scanner.pos;
        let Some(end) = self.end_of_value() else {
            return;
        };
        let holds = match condition.test {
            Test::Schema(node) => self.trial(node),
            Test::Property(name) => match self.has_property(name) {
                true => Verdict::Admitted,
                false => Verdict::Refused,
            },
        };
        self.passed = (start, end);
        let asked = match holds {
            Verdict::Admitted => condition.then,
            Verdict::Refused => condition.otherwise,
            Verdict::Unknown if condition.then.is_none() && condition.otherwise.is_none() => {
                self.evaluated.unsure |= self.tracks(start);
                return;
            }
            Verdict::Unknown => return self.no_verdict(&condition.location),
        };
        if let Some(node) = asked {
            self.check_also(node);
        }
    }

    fn has_property(&mut self, name: &str) -> bool {
        let mut ahead = self.scanner;
        find_key(&mut ahead, name, self.depth, &mut self.known).is_some()
    }
}
