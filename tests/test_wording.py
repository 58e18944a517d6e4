"""Numbers and lists of names as they stand in a sentence."""

import pytest

from ddas_report.analyse import fields
from ddas_report.model.wording import enumerated, out_of, share, whole
from ddas_report.regels.regel import WAT


@pytest.mark.parametrize(
    ("namen", "zin"),
    [("", ""), ("a", "a"), ("ab", "a en b"), ("abc", "a, b en c"), ("abcd", "a, b, c en nog 1")],
)
def test_names_are_enumerated_and_the_rest_is_counted(namen: str, zin: str) -> None:
    assert enumerated([*namen], 3) == zin


def test_last_of_an_enumeration_may_be_an_alternative() -> None:
    assert enumerated(["a", "b", "c"], last="of") == "a, b of c"


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (1315.4, "1.315"), (-1_000_000, "-1.000.000")])
def test_thousands_are_parted_by_points(value: float, text: str) -> None:
    assert whole(value) == text


@pytest.mark.parametrize(("deel", "text"), [(0, "0"), (1, "1"), (500, "50"), (999, "99"), (1000, "100")])
def test_share_says_all_or_nothing_only_when_it_is(deel: int, text: str) -> None:
    assert share(deel, 1000) == f"{text}\u00a0%"


@pytest.mark.parametrize(
    ("n", "van", "wat", "told"),
    [
        (1, 2, "trajecten", "1 van de 2 trajecten"),
        (1, 1, "schulden", "de schuld"),
        (1, 1, "trajecten met intake", "het traject met intake"),
        (0, 1, "trajecten", "0 van de 1 trajecten"),
        (1, 1, "dagen", "1 van de 1 dagen"),
    ],
)
def test_the_one_record_there_is_has_no_number(n: int, van: int, wat: str, told: str) -> None:
    assert out_of(n, van, wat) == told


def test_every_kind_of_record_has_a_word_for_one() -> None:
    assert not [wat for wat in (*WAT.values(), *fields.WAT.values()) if "1 van" in out_of(1, 1, wat)]
