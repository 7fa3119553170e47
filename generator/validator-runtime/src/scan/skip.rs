//! Values of which nothing is asked: read, and forgotten.

use super::{Fault, Kind, MAX_DEPTH, Scanner};
use crate::code::Code;

impl Scanner<'_> {
    /// Reads any value and forgets it, without recursion. `depth` containers are open already.
    pub(crate) fn skip(&mut self, depth: u32) -> Result<(), Fault> {
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
                self.pos += 1;
                self.white_space();
                if self.peek() != Some(close) {
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
            }
        }
    }
}
