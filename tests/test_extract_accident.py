"""Accidents as causes, and their near misses that somebody willed."""

import pytest

from tests.coding import Parse, events, of_type

ACCIDENTS = [
    "Nine people were killed when a bus plunged into a ravine in Kenya.",
    "Four people were killed and nine injured when two trains collided.",
    "Six soldiers were killed when their helicopter crashed near Garissa.",
    "A woman was killed when she was hit by a train.",
    "A boy was killed after he fell from a roof.",
]
ACTS = [
    "Two people were killed when a bomber crashed a truck into the embassy.",
    "Three villagers were killed when soldiers fired on a bus.",
    "Nine people were killed when an attacker drove a van into a crowd.",
    "Six soldiers were killed when their helicopter was shot down by rebels.",
    "Two people were killed as rebels attacked a bus.",
]


@pytest.mark.parametrize("text", ACCIDENTS)
def test_an_accident_is_no_assault(parse: Parse, text: str) -> None:
    assert not of_type(events(parse, text), "ASSAULT")


@pytest.mark.parametrize("text", ACTS)
def test_an_act_is_one(parse: Parse, text: str) -> None:
    (event,) = of_type(events(parse, text), "ASSAULT")
    assert event.dead in (2, 3, 6, 9)
