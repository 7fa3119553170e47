//! From what a document writes to an operation.

use std::borrow::Cow;

use trueup_validator::registry::{Operation, Service, split_url};

use super::template;
use crate::document::suggest;
use crate::document::text::range_of;
use crate::route::{Routes, shape};

/// An operation and its service.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target<'a> {
    pub(crate) service: &'a Service<'a>,
    pub(crate) operation: &'a Operation<'a>,
}

impl<'a> Target<'a> {
    /// Whether a method and a path lead to both.
    pub(crate) fn is_twin_of(&self, other: &Target<'a>) -> bool {
        std::ptr::eq(self.service, other.service)
            && self.operation.method == other.operation.method
            && (self.operation.path == other.operation.path
                || shape(self.operation.path) == shape(other.operation.path))
    }

    /// What tells operations apart.
    pub(crate) fn address(&self) -> usize {
        std::ptr::from_ref(self.operation) as usize
    }

    /// `GET /books/{id}`
    pub(crate) fn name(&self) -> String {
        name(self.operation)
    }
}

/// `GET /books/{id}`
pub(crate) fn name<'a>(operation: &'a Operation<'a>) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// The operation that a documented method and path name, the names of parameters aside, or else that a path with
/// values leads to; that of one service before those of others.
pub(crate) fn find<'a>(
    routes: &Routes<'a>,
    method: &str,
    path: &str,
    prefer: Option<&'a Service<'a>>,
) -> Option<Target<'a>> {
    by_template(routes, method, path, prefer).or_else(|| {
        let method = routes.method(method);
        preferred(routes, prefer).find_map(|service| {
            let operation = routes.path_of(service, &method, path)?.operation;
            Some(Target { service, operation })
        })
    })
}

/// The same of one service, with the path below its base: nothing stands in front of it.
pub(crate) fn find_of<'a>(
    routes: &Routes<'a>,
    method: &str,
    path: &str,
    service: &'a Service<'a>,
) -> Option<Target<'a>> {
    let method = routes.method(method);
    let documented = Documented::new(path);
    let template = &documented.segments;
    let named = routes.router.template_of(service, Some(&method), template);
    let operation = named.or_else(|| {
        let route = routes.router.route_of(service, &method, path)?;
        Some(route.operation)
    })?;
    Some(Target { service, operation })
}

/// The operation whose method and template a document names; of several services, the one that gives the parameters
/// the same names.
pub(crate) fn by_template<'a>(
    routes: &Routes<'a>,
    method: &str,
    path: &str,
    prefer: Option<&'a Service<'a>>,
) -> Option<Target<'a>> {
    let method = routes.method(method);
    let documented = Documented::new(path);
    let mut first = None;
    for service in preferred(routes, prefer) {
        let Some(operation) = named(routes, service, Some(&method), &documented) else {
            continue;
        };
        let found = Target { service, operation };
        if prefer.is_some() || same_names(operation.path, path) {
            return Some(found);
        }
        first = first.or(Some(found));
    }
    first
}

/// Whether the end of a documented path gives each parameter of a template the name that it has there.
fn same_names(template: &str, path: &str) -> bool {
    let pairs = template.rsplit('/').zip(path.rsplit('/'));
    let mut named = pairs.filter(|(template, _)| template.contains('{'));
    named.all(|(wanted, segment)| {
        template::names(wanted, wanted) == template::names(wanted, segment)
    })
}

fn preferred<'a>(
    routes: &Routes<'a>,
    prefer: Option<&'a Service<'a>>,
) -> impl Iterator<Item = &'a Service<'a>> + use<'a> {
    prefer
        .into_iter()
        .chain(routes.api.services.iter().copied())
}

/// A documented path, and the forms that each of its segments may have.
struct Documented<'p> {
    path: &'p str,
    segments: Vec<Vec<String>>,
}

impl<'p> Documented<'p> {
    fn new(path: &'p str) -> Self {
        let segments = path.split('/').skip(1).map(template::forms);
        Self {
            path,
            segments: segments.collect(),
        }
    }

    /// The segments of the end of the path that a base leaves over.
    fn end(&self, rest: &str) -> Cow<'_, [Vec<String>]> {
        if !self.path.ends_with(rest) {
            // The base is the whole path: what is left of it is the root.
            return vec![template::forms("")].into();
        }
        let left = rest.bytes().filter(|byte| *byte == b'/').count();
        let first = self.segments.len().saturating_sub(left);
        self.segments.get(first..).unwrap_or_default().into()
    }
}

/// The operation of a service whose template a documented path is; without a method, the first of any.
fn named<'a>(
    routes: &Routes<'a>,
    service: &'a Service<'a>,
    method: Option<&str>,
    documented: &Documented<'_>,
) -> Option<&'a Operation<'a>> {
    let of = |segments: &[_]| routes.router.template_of(service, method, segments);
    let whole = documented.path.starts_with('/');
    let mut below = routes.below(service, documented.path);
    whole
        .then(|| of(&documented.segments))
        .flatten()
        .or_else(|| below.find_map(|rest| of(&documented.end(rest))))
}

/// An operation that was probably meant, and how many letters of the path differ.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Near<'a> {
    pub(crate) target: Target<'a>,
    pub(crate) distance: usize,
}

/// The operation that was probably meant: the same path with another method first, then the nearest.
pub(crate) fn nearest<'a>(routes: &Routes<'a>, method: &str, path: &str) -> Option<Near<'a>> {
    let services = || routes.api.services.iter().copied();
    let documented = Documented::new(path);
    let here = services().find_map(|service| {
        let operation = named(routes, service, None, &documented)?;
        Some(Target { service, operation })
    });
    if let Some(target) = here {
        return Some(Near {
            target,
            distance: 0,
        });
    }
    let method = routes.method(method);
    let all = services().flat_map(|service| {
        let operations = service.operations.iter();
        operations.map(move |operation| Target { service, operation })
    });
    let near = all.filter_map(|target| {
        let distance = distance(routes, target, path)?;
        // Another method is as far as some letters.
        const OTHER: usize = 3;
        let other = target.operation.method.name() != &*method;
        Some((distance + OTHER * usize::from(other), distance, target))
    });
    near.min_by_key(|(far, distance, _)| (*far, *distance))
        .map(|(_, distance, target)| Near { target, distance })
}

/// How many letters of a documented path, with or without the base path, differ from the template of an operation;
/// `None` if it is not like it.
pub(crate) fn distance<'a>(routes: &Routes<'a>, target: Target<'a>, path: &str) -> Option<usize> {
    let paths = std::iter::once(path).chain(routes.below(target.service, path));
    let template = target.operation.path;
    paths
        .filter_map(|path| {
            by_segment(template, path).or_else(|| {
                let most = (path.len() / 4).clamp(2, 8);
                suggest::distance(path, template, most)
            })
        })
        .min()
}

/// A documented path, or a URL, with the text of an operation's template in its fixed segments; what stands in front of
/// them stays, and so do the values and names of parameters. `None` if they are not alike.
pub(crate) fn mended<'a>(routes: &Routes<'a>, target: Target<'a>, written: &str) -> Option<String> {
    let (_, path, _) = split_url(written);
    let mut paths = routes.below(target.service, path).chain([path]);
    let (rest, mended) =
        paths.find_map(|rest| Some((rest, with_text(target.operation.path, rest)?)))?;
    let at = range_of(written, rest);
    let (before, after) = (written.get(..at.start)?, written.get(at.end..)?);
    Some([before, &mended, after].concat())
}

/// A path with the text of the template in its fixed segments, if it has as many.
fn with_text(template: &str, path: &str) -> Option<String> {
    let (templates, segments): (Vec<&str>, Vec<&str>) =
        (template.split('/').collect(), path.split('/').collect());
    let text = |(template, segment): (&&'_ str, &&'_ str)| match template.contains('{') {
        true => (*segment).to_owned(),
        false => (*template).to_owned(),
    };
    (templates.len() == segments.len()).then(|| {
        let mended: Vec<String> = templates.iter().zip(&segments).map(text).collect();
        mended.join("/")
    })
}

/// The letters that differ in the texts of two paths of as many segments; values and names of parameters do not count.
fn by_segment(template: &str, path: &str) -> Option<usize> {
    let mut differ = 0;
    let (mut wanted, mut there) = (template.split('/'), path.split('/'));
    loop {
        match (wanted.next(), there.next()) {
            (None, None) => return Some(differ),
            (Some(wanted), Some(_)) if wanted.contains('{') => {}
            (Some(wanted), Some(segment)) => {
                let most = (wanted.chars().count() / 2).clamp(1, 4);
                differ += suggest::distance(wanted, segment, most)?;
            }
            _ => return None,
        }
    }
}

/// The operation that a path leads to if one of its values holds slashes, as in `/images/a/b/json`: only where a
/// template goes on behind the parameter, so that nothing else can be meant.
pub(crate) fn with_slashes<'a>(
    routes: &Routes<'a>,
    method: &str,
    path: &str,
    prefer: Option<&'a Service<'a>>,
) -> Option<Target<'a>> {
    let method = routes.method(method);
    preferred(routes, prefer).find_map(|service| {
        let fits = |operation: &&&'a Operation<'a>| {
            let mut paths = std::iter::once(path).chain(routes.below(service, path));
            operation.method.name() == &*method && paths.any(|path| spans(operation.path, path))
        };
        let operation = service.operations.iter().find(fits).copied()?;
        Some(Target { service, operation })
    })
}

fn spans(template: &str, path: &str) -> bool {
    let Some((before, rest)) = template.split_once("/{") else {
        return false;
    };
    let Some((_, after)) = rest.split_once("}/") else {
        return false;
    };
    // One parameter alone: of several, nobody knows whose the slashes are.
    let inside = path
        .strip_prefix(before)
        .and_then(|path| path.strip_prefix('/'))
        .and_then(|path| path.strip_suffix(after))
        .and_then(|path| path.strip_suffix('/'));
    !after.contains('{') && inside.is_some_and(|value| !value.is_empty() && !value.contains("//"))
}
