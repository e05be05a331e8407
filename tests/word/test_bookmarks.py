"""Names of bookmarks: short enough for every program, and read as they were written."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from qantara.word import bookmarks
from qantara.word.bookmarks import Tag

tags = st.builds(
    Tag,
    block=st.integers(0, 2**128 - 1).map(lambda number: str(UUID(int=number))),
    lang=st.sampled_from(["ar", "en", "es", "fr"]),
    version=st.integers(0, 46_655),
    source=st.text("0123456789abcdef", min_size=6, max_size=6),
)


@given(tags, st.integers(0, 999))
def test_a_block_is_read_from_its_name(tag: Tag, part: int) -> None:
    name = bookmarks.of_block(tag, part)
    assert bookmarks.block(name) == bookmarks.block(name.upper()) == tag
    assert len(name) <= 40
    assert name.isalnum()
    assert bookmarks.tag(str(tag)) == tag


def test_other_names_are_of_nothing() -> None:
    for name in ("_GoBack", "_Toc123456789", "q" * 37, "qz" + "0" * 37, "Figure1", "g0123"):
        assert (bookmarks.block(name), bookmarks.frame(name), bookmarks.figure(name)) == (
            None, "", None,
        )  # fmt: skip
