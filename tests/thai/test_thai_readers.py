"""la21data.thai. Every reader takes any text, and tells what it cannot read."""

from collections.abc import Callable

import pytest
from hypothesis import given

from la21data import thai
from la21data.thai import Unreadable
from tests.thai.texts import PARSERS, any_text


@pytest.mark.parametrize("parse", PARSERS)
@given(text=any_text)
def test_readers_raise_nothing_but_unreadable(parse: Callable[[str], object], text: str) -> None:
    try:
        value = parse(text)
    except Unreadable as error:
        assert not thai.is_missing(text)
        assert len(str(error)) < 500
    else:
        assert (value is None) == thai.is_missing(text)


@pytest.mark.parametrize("parse", PARSERS)
def test_readers_take_the_longest_cell_in_their_stride(parse: Callable[[str], object]) -> None:
    for piece in ("1", "1,", "1 ", "(", "ม.ค.", "๑/"):
        with pytest.raises(Unreadable):
            parse(piece * (32_767 // len(piece)))


def test_every_public_name_is_explained() -> None:
    for name in thai.__all__:
        member = getattr(thai, name)
        if callable(member):
            assert member.__doc__, name
