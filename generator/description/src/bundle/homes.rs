//! Where in the bundle stands what stood in another file.

use std::collections::{BTreeMap, BTreeSet};

use super::Input;
use super::found::{Found, Target, target_name};
use super::place::{Place, way};
use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::fields::Kind;
use crate::load::section::Section;
use crate::pointer::Pointer;
use crate::resolve::MAX_HOPS;

/// What becomes of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Home {
    /// A component with a section and a name.
    Component(Section, String),
    /// It takes the place of the first reference to it.
    Site(Place),
    /// It is a part of another target.
    Inside,
}

/// The home of each target, by its number.
#[derive(Debug)]
pub(super) struct Homes(Vec<Home>);

impl Homes {
    /// Gives each target a home. Names that are not free get a number behind them, which a warning says of schemas: theirs
    /// are names of types.
    pub(super) fn new(input: &Input<'_>, found: &Found, diagnostics: &mut Diagnostics) -> Self {
        let mut names = Names::new(input);
        let mut homes = Vec::new();
        for target in &found.targets {
            let section = Section::of_kind(target.kind, input.version);
            let home = match (section, &target.site) {
                _ if is_inside(found, target) => Home::Inside,
                (_, Some((_, site))) => Home::Site(site.clone()),
                (Some(section), None) => {
                    let wanted = target_name(input, &target.place);
                    let given = names.free(section, &wanted);
                    if given != wanted && target.kind == Kind::Schema {
                        diagnostics.extend(renamed(input, target, &wanted, &given));
                    }
                    Home::Component(section, given)
                }
                // No section holds path items, and every reference to one gives way.
                (None, None) => Home::Inside,
            };
            homes.push(home);
        }
        Self(homes)
    }

    /// The home of a target.
    pub(super) fn of(&self, number: usize) -> Option<&Home> {
        self.0.get(number)
    }

    /// Where in the bundle a value of any file stands; `None` if no reference leads to what it stands in.
    pub(super) fn pointer(
        &self,
        input: &Input<'_>,
        found: &Found,
        place: &Place,
        kind: Kind,
    ) -> Option<Pointer> {
        let (mut here, mut kind) = (place.clone(), Some(kind));
        let mut behind: Vec<String> = Vec::new();
        for _ in 0..MAX_HOPS {
            if here.0 == input.file {
                let steps = behind.iter().rev();
                return Some(steps.fold(here.1, |pointer, step| pointer.child(step)));
            }
            let (number, steps) = self.holder(found, &here, kind)?;
            behind.extend(steps.into_iter().rev());
            here = match self.of(number)? {
                Home::Component(section, name) => {
                    (input.file, section.pointer(input.version, name))
                }
                Home::Site(site) => site.clone(),
                Home::Inside => return None,
            };
            kind = None;
        }
        None
    }

    /// The target that has a home and that a value is, or stands in, and the steps from it to the value.
    fn holder(
        &self,
        found: &Found,
        place: &Place,
        kind: Option<Kind>,
    ) -> Option<(usize, Vec<String>)> {
        let ways = way(&place.1);
        let length = ways.len();
        for (index, pointer) in ways.into_iter().enumerate() {
            let here = (place.0, pointer);
            if !found.is_target(&here) {
                continue;
            }
            let exact = kind.filter(|_| index + 1 == length);
            let kinds = exact.map_or_else(|| KINDS.to_vec(), |kind| vec![kind]);
            let mut numbers = kinds
                .into_iter()
                .filter_map(|kind| found.number(&here, kind))
                .filter(|number| self.of(*number) != Some(&Home::Inside));
            if let Some(number) = numbers.next() {
                let steps = place.1.segments().skip(index);
                return Some((number, steps.map(|step| step.into_owned()).collect()));
            }
        }
        None
    }
}

/// The kinds that a reference can lead to.
const KINDS: [Kind; 11] = [
    Kind::Schema,
    Kind::PathItem,
    Kind::Response,
    Kind::Parameter,
    Kind::Example,
    Kind::RequestBody,
    Kind::Header,
    Kind::SecurityScheme,
    Kind::Link,
    Kind::Callback,
    Kind::MediaType,
];

/// Whether a target is a part of another one.
fn is_inside(found: &Found, target: &Target) -> bool {
    let (file, pointer) = &target.place;
    let mut around = way(pointer);
    around.pop();
    around
        .into_iter()
        .any(|pointer| found.is_target(&(*file, pointer)))
}

fn renamed(input: &Input<'_>, target: &Target, wanted: &str, given: &str) -> Option<Diagnostic> {
    let at = input.at(target.place.0, &target.place.1)?;
    let message =
        format!("another schema is called `{wanted}`, so this one is `{given}` in the bundle");
    let help = "give it another name, if the file can be changed";
    Some(Diagnostic::new(Code::NameCollision, &at.name_origin(), message).help(help))
}

/// The names of components that are taken.
struct Names {
    taken: BTreeSet<(Section, String)>,
    /// The number behind the last name that was made of one.
    last: BTreeMap<(Section, String), u32>,
}

impl Names {
    fn new(input: &Input<'_>) -> Self {
        let mut taken = BTreeSet::new();
        for section in Section::ALL {
            let known = input.root().and_then(|root| section.of(&root));
            let known = known.iter().flat_map(At::entries);
            taken.extend(known.map(|(name, _)| (section, name.to_owned())));
        }
        Self {
            taken,
            last: BTreeMap::new(),
        }
    }

    fn free(&mut self, section: Section, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        while !self.taken.insert((section, name.clone())) {
            let last = self.last.entry((section, wanted.to_owned())).or_insert(1);
            *last = last.saturating_add(1);
            name = format!("{wanted}{last}");
        }
        name
    }
}
