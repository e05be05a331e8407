from itertools import combinations
from typing import get_args

import pytest

from qantara.papers import State, signs


def test_signs_stand_for_every_state_without_a_figure():
    assert set(get_args(State)) - set(signs.SIGNS) == {"shown", "blank"}


def test_signs_differ_in_shape_and_not_in_colour_alone():
    shapes = [sign.path for sign in signs.SIGNS.values()]
    assert all(one != other for one, other in combinations(shapes, 2))


def test_svg_is_drawn_for_the_eye_alone_in_the_colour_around_it():
    assert signs.svg("absent") == (
        '<svg xmlns="http://www.w3.org/2000/svg" class="sign" viewBox="0 0 16 16" width="16"'
        ' height="16" aria-hidden="true"><path fill="none" stroke="currentColor"'
        ' stroke-width="1.6" stroke-dasharray="2.6 1.8" d="M2.5 2.5h11v11h-11z"/></svg>'
    )


def test_svg_of_a_figure_does_not_exist():
    with pytest.raises(KeyError):
        signs.svg("shown")
