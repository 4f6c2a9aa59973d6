//! The words that a PDF is written in, one after the other, without what they mean.

/// A word of a file, as far as dictionaries need it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// `<<` or `[`.
    Open,
    /// `>>` or `]`.
    Close,
    /// A string of either kind.
    Text,
    /// A name, a number, a keyword.
    Word(&'a [u8]),
}

/// The words of a piece of a file.
pub(crate) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What has not been read.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The next word; none at the end, or where a text has none.
    pub(crate) fn next(&mut self) -> Option<Token<'a>> {
        self.skip_space();
        let (first, second) = (*self.rest.first()?, self.rest.get(1).copied());
        match (first, second) {
            (b'<', Some(b'<')) => self.take(2).map(|_| Token::Open),
            (b'>', Some(b'>')) => self.take(2).map(|_| Token::Close),
            (b'[' | b'{', _) => self.take(1).map(|_| Token::Open),
            (b']' | b'}' | b'>' | b')', _) => self.take(1).map(|_| Token::Close),
            (b'<', _) => {
                let end = self.rest.iter().position(|byte| *byte == b'>')?;
                self.take(end + 1).map(|_| Token::Text)
            }
            (b'(', _) => self.text(),
            _ => {
                let end = self.rest.iter().skip(1).position(|byte| ends_word(*byte));
                self.take(end.map_or(self.rest.len(), |end| end + 1)).map(Token::Word)
            }
        }
    }

    fn skip_space(&mut self) {
        loop {
            let spaces = self.rest.iter().take_while(|byte| is_space(**byte)).count();
            self.rest = self.rest.get(spaces..).unwrap_or_default();
            if self.rest.first() != Some(&b'%') {
                return;
            }
            let end = self.rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            self.rest = end.and_then(|end| self.rest.get(end..)).unwrap_or_default();
        }
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    /// Brackets within a text are balanced, or have a backslash before them.
    fn text(&mut self) -> Option<Token<'a>> {
        let (mut depth, mut escaped) = (0_usize, false);
        for (at, byte) in self.rest.iter().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'(' => depth += 1,
                b')' if depth == 1 => return self.take(at + 1).map(|_| Token::Text),
                b')' => depth -= 1,
                _ => {}
            }
        }
        None
    }

    /// Goes past a value, which is one word, three of a reference, or all between two brackets.
    pub(crate) fn skip_value(&mut self) -> Option<()> {
        match self.next()? {
            Token::Open => {
                let mut depth = 1_usize;
                while depth > 0 {
                    match self.next()? {
                        Token::Open => depth += 1,
                        Token::Close => depth -= 1,
                        Token::Text | Token::Word(_) => {}
                    }
                }
            }
            Token::Word(word) if word.iter().all(u8::is_ascii_digit) => {
                let here = self.rest;
                let second = self.next();
                let third = self.next();
                if third != Some(Token::Word(b"R")) || !matches!(second, Some(Token::Word(_))) {
                    self.rest = here;
                }
            }
            Token::Close => return None,
            Token::Text | Token::Word(_) => {}
        }
        Some(())
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'\x0c' | b'\0')
}

fn ends_word(byte: u8) -> bool {
    is_space(byte) || b"()<>[]{}/%".contains(&byte)
}
