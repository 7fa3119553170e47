//! Values of which nothing is asked: read, and forgotten.

use std::collections::BTreeMap;

use super::{Fault, Kind, MAX_DEPTH, Scanner};
use crate::code::Code;

/// Who wants to know where containers that are not empty begin and end.
trait Containers {
    fn opened(&mut self, at: usize);
    fn closed(&mut self, at: usize);
}

/// Nobody.
impl Containers for () {
    #[inline(always)]
    fn opened(&mut self, _: usize) {}
    #[inline(always)]
    fn closed(&mut self, _: usize) {}
}

/// Shorter containers are passed again as soon as looked up.
const WORTH_NOTING: usize = 64;

struct Ends<'m> {
    open: Vec<usize>,
    ends: &'m mut BTreeMap<usize, usize>,
}

impl Containers for Ends<'_> {
    fn opened(&mut self, at: usize) {
        self.open.push(at);
    }

    fn closed(&mut self, at: usize) {
        if let Some(start) = self.open.pop()
            && at - start >= WORTH_NOTING
        {
            self.ends.insert(start, at);
        }
    }
}

impl Scanner<'_> {
    /// Reads any value and forgets it, without recursion. `depth` containers are open already.
    pub(crate) fn skip(&mut self, depth: u32) -> Result<(), Fault> {
        self.skip_value(depth, &mut ())
    }

    /// The same, and writes down where each container in it begins and ends.
    pub(crate) fn skip_noting(
        &mut self,
        depth: u32,
        ends: &mut BTreeMap<usize, usize>,
    ) -> Result<(), Fault> {
        let open = Vec::new();
        self.skip_value(depth, &mut Ends { open, ends })
    }

    #[inline(always)]
    fn skip_value(&mut self, depth: u32, containers: &mut impl Containers) -> Result<(), Fault> {
        // One bit per open container, the innermost lowest; set for an object.
        let (mut objects, mut open) = (0u128, 0u32);
        loop {
            let kind = self.kind()?;
            if matches!(kind, Kind::Array | Kind::Object) {
                if depth + open >= MAX_DEPTH {
                    return Err(Fault {
                        code: Code::Depth,
                        offset: self.pos,
                        expected: "less nesting",
                    });
                }
                let (object, close) = if kind == Kind::Object {
                    (1, b'}')
                } else {
                    (0, b']')
                };
                let start = self.pos;
                self.pos += 1;
                self.white_space();
                if self.peek() != Some(close) {
                    containers.opened(start);
                    objects = objects << 1 | object;
                    open += 1;
                    if object == 1 {
                        self.name()?;
                    }
                    continue;
                }
                self.pos += 1;
            } else {
                self.skip_scalar(kind)?;
            }
            loop {
                if open == 0 {
                    return Ok(());
                }
                self.white_space();
                let in_object = objects & 1 == 1;
                match self.peek() {
                    Some(b',') => {
                        self.pos += 1;
                        self.white_space();
                        if in_object {
                            self.name()?;
                        }
                        break;
                    }
                    Some(b'}') if in_object => self.pos += 1,
                    Some(b']') if !in_object => self.pos += 1,
                    _ if in_object => {
                        return Err(self.fault("a comma or the closing brace of an object"));
                    }
                    _ => return Err(self.fault("a comma or the closing bracket of an array")),
                }
                objects >>= 1;
                open -= 1;
                containers.closed(self.pos);
            }
        }
    }
}
