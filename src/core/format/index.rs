//! Indices of the parts of a format.
//!
//! Invariant: an index finds something only in a list of its own kind, so that a section is never taken for a table.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, Index, IndexMut};

macro_rules! indices {
    ($($(#[$meta:meta])* $name:ident;)*) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(usize);

        impl fmt::Debug for $name {
            fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(to)
            }
        }

        impl $name {
            /// That of the first one.
            pub const FIRST: $name = $name(0);

            /// How many stand before it.
            pub fn get(self) -> usize {
                self.0
            }
        }

        impl From<usize> for $name {
            fn from(at: usize) -> $name {
                $name(at)
            }
        }

        impl From<$name> for usize {
            fn from(index: $name) -> usize {
                index.0
            }
        }
    )*};
}

indices! {
    /// The index of a section of a format.
    SectionIndex;
    /// The index of a table of a format.
    TableIndex;
    /// The index of a row of a table of a format: not that of a row in the text, where rows may be absent or others.
    RowIndex;
    /// The index of a column of a table of a format: not that of a cell in its row, which may have fewer columns.
    ColumnIndex;
}

impl SectionIndex {
    /// The number that the section has in a report, from 1.
    pub fn number(self) -> usize {
        self.0 + 1
    }

    /// The index of the section that has this number.
    pub fn of_number(number: usize) -> Option<SectionIndex> {
        number.checked_sub(1).map(SectionIndex)
    }
}

/// A list in which indices of one kind find something, and no others.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexVec<I, T>(Vec<T>, PhantomData<I>);

impl<I: From<usize> + Into<usize>, T> IndexVec<I, T> {
    /// All indices, in order.
    pub fn indices(&self) -> impl DoubleEndedIterator<Item = I> + ExactSizeIterator + use<I, T> {
        (0..self.0.len()).map(I::from)
    }

    /// All that is in the list, each with its index.
    pub fn indexed(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + ExactSizeIterator {
        self.0.iter().enumerate().map(|(at, thing)| (I::from(at), thing))
    }

    /// The indices of all before the one with this index, in order.
    pub fn before(&self, index: I) -> impl DoubleEndedIterator<Item = I> + use<I, T> {
        (0..index.into()).map(I::from)
    }

    /// The indices of all behind the one with this index, in order.
    pub fn behind(&self, index: I) -> impl DoubleEndedIterator<Item = I> + use<I, T> {
        (index.into() + 1..self.0.len()).map(I::from)
    }

    /// The index of the first that is so.
    pub fn find(&self, is_so: impl FnMut(&T) -> bool) -> Option<I> {
        self.0.iter().position(is_so).map(I::from)
    }
}

impl<I, T> FromIterator<T> for IndexVec<I, T> {
    fn from_iter<L: IntoIterator<Item = T>>(list: L) -> Self {
        IndexVec(Vec::from_iter(list), PhantomData)
    }
}

impl<I, T> Deref for IndexVec<I, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<I, T> IntoIterator for IndexVec<I, T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, I, T> IntoIterator for &'a IndexVec<I, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<I: From<usize> + Into<usize>, T> Index<I> for IndexVec<I, T> {
    type Output = T;

    fn index(&self, index: I) -> &T {
        &self.0[index.into()]
    }
}

impl<I: From<usize> + Into<usize>, T> IndexMut<I> for IndexVec<I, T> {
    fn index_mut(&mut self, index: I) -> &mut T {
        &mut self.0[index.into()]
    }
}
