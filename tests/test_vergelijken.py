"""Reading an earlier delivery, and its figures beside those of now."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest
from bouw import Document, levering, read_earlier, traject
from hypothesis import given
from hypothesis import strategies as st
from leveringen import settings_for

from ddas_report.analyse.pipeline import Beside, Choice, analyse
from ddas_report.compare import periods as perioden
from ddas_report.compare.earlier import STROMEN, Comparison, compare_figures, moved_enough
from ddas_report.compare.previous import Vorige
from ddas_report.indicatoren.evaluate import figures
from ddas_report.indicatoren.indicator import Needs
from ddas_report.model.cijfers import SHAPE, Cijfers
from ddas_report.model.delivery import TOTAAL, Periode
from ddas_report.model.errors import DdasError
from ddas_report.model.normen import default_normen
from ddas_report.render.formats import FORMATS
from ddas_report.render.subject import Subject
from ddas_report.report.build import build_report

ONBEKENDE_PERIODE = Periode(None, None)


def periode(start: str, eind: str) -> Periode:
    return Periode(date.fromisoformat(start), date.fromisoformat(eind))


IN_2022 = periode("2022-01-01", "2022-12-31")
IN_2023 = periode("2023-01-01", "2023-12-31")
IN_2024 = periode("2024-01-01", "2024-12-31")
EERSTE_HELFT = periode("2024-01-01", "2024-06-30")
TWEEDE_HELFT = periode("2023-07-01", "2023-12-31")


def tabel(cijfers: dict[tuple[str, str], float | None]) -> Cijfers:
    rows = [(gemeente, id_, waarde) for (gemeente, id_), waarde in cijfers.items()]
    return Cijfers(pl.DataFrame(rows, SHAPE, orient="row"))


def naast(
    nu: dict[tuple[str, str], float | None],
    toen: dict[tuple[str, str], float | None],
    periode_nu: Periode = IN_2024,
    periode_toen: Periode = IN_2023,
) -> Comparison:
    return compare_figures(
        tabel(nu),
        periode_nu,
        Vorige(naam="toen.json", periode=periode_toen, cijfers=tabel(toen), frames=None),
    )


def een(
    id_: str,
    nu: float | None,
    toen: float | None,
    periode_nu: Periode = IN_2024,
    periode_toen: Periode = IN_2023,
) -> dict[str, Any]:
    """The one row of one figure."""
    found = naast({("0153", id_): nu}, {("0153", id_): toen}, periode_nu, periode_toen)
    return found.verschillen.row(0, named=True)


# Reading


def samenvatting(document: Document) -> bytes:
    found = analyse("SHV_2023_Test.json", json.dumps(document).encode(), date(2024, 2, 1))
    return FORMATS["json"].render(Subject(analyse=found, vandaag=date(2024, 2, 1)))


@pytest.mark.parametrize(
    "document", [levering(traject(), traject(gemeentecode="Onbekend")), levering(), levering(startdatumLevering=None)]
)
def test_summary_holds_the_figures_of_the_delivery_it_was_made_of(document: Document) -> None:
    from_file = read_earlier("SHV_2023_Test.json", json.dumps(document).encode(), default_normen())
    from_summary = read_earlier("SHV_2023_Test.op-orde.json", samenvatting(document), default_normen())
    assert from_summary.periode == from_file.periode
    order = ["gemeente", "id"]
    assert from_summary.cijfers.long.sort(order).equals(from_file.cijfers.long.sort(order))
    assert from_summary.frames is None
    assert from_file.frames is not None


def test_summary_that_is_too_large_for_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = samenvatting(levering(traject()))
    monkeypatch.setattr("ddas_report.compare.read_earlier.MAX_BYTES", len(data))
    assert read_earlier("a.json", data, default_normen())
    with pytest.raises(DdasError, match="niet te lezen"):
        read_earlier("a.json", data + b" ", default_normen())


def test_byte_order_mark_before_a_summary_is_no_hindrance() -> None:
    assert read_earlier("a.json", b"\xef\xbb\xbf" + samenvatting(levering()), default_normen()).frames is None


@pytest.mark.parametrize(
    "data",
    [b"", b"geen json", b"[]", b"null", b"{}", b'{"leveringen": 1}', b"\xff\xfe{", b"[" * 100_000, b'{"a":' * 100_000],
    ids=lambda data: data[:12],
)
def test_what_is_neither_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(
        DdasError, match=r"^Het bestand toen\.json bij --vorige is niet te lezen als levering of als op-orde"
    ) as e:
        read_earlier("toen.json", data, default_normen())
    assert "--formaat json" in e.value.advies


GOED = {"gemeente": "0153", "id": "trajecten.totaal", "waarde": 12}


def summary(**velden: Any) -> bytes:
    """The smallest summary of ours; `...` leaves a key out."""
    document = {"formaat": "ddas-report/1", "periode": {"start": "2023-01-01", "eind": None}, "indicatoren": [GOED]}
    return json.dumps({naam: waarde for naam, waarde in (document | velden).items() if waarde is not ...}).encode()


@pytest.mark.parametrize("waarde", [1e15, -1e15])
def test_figure_that_is_certainly_wrong_is_none(waarde: float) -> None:
    wrong = {"gemeente": "0344", "id": "trajecten.totaal", "waarde": waarde}
    read = read_earlier("toen.json", summary(indicatoren=[GOED, wrong]), default_normen())
    assert read.cijfers.long["gemeente"].to_list() == [GOED["gemeente"]]


@pytest.mark.parametrize(
    "velden",
    [
        {"periode": ...},
        {"periode": None},
        {"periode": {"start": "2023-02-30", "eind": None}},
        {"periode": {"start": 20230101, "eind": None}},
        {"periode": {"start": None}},
        {"indicatoren": ...},
        {"indicatoren": None},
        {"indicatoren": []},
        {"indicatoren": {}},
        {"indicatoren": [None]},
        {"indicatoren": [{}]},
        {"indicatoren": [GOED | {"waarde": "12"}]},
        {"indicatoren": [GOED | {"waarde": True}]},
        {"indicatoren": [GOED | {"waarde": float("nan")}]},
        {"indicatoren": [GOED | {"waarde": 10**400}]},
        {"indicatoren": [GOED | {"gemeente": None}]},
        {"indicatoren": [GOED | {"gemeente": "\ud800"}]},
        {"indicatoren": [GOED | {"id": 5}]},
        {"indicatoren": [GOED | {"id": "onzin.cijfer"}]},
    ],
    ids=str,
)
def test_damaged_summary_is_refused(velden: dict[str, Any]) -> None:
    with pytest.raises(DdasError, match=r"toen\.json bij --vorige"):
        read_earlier("toen.json", summary(**velden), default_normen())


@pytest.mark.parametrize("formaat", ["ddas-report/3", 1, ["ddas-report/1"], ""])
def test_other_format_is_refused(formaat: object) -> None:
    with pytest.raises(DdasError, match="een formaat dat dit programma niet kent"):
        read_earlier("toen.json", summary(formaat=formaat), default_normen())


def test_what_a_summary_holds_more_is_passed_over() -> None:
    others = [
        GOED | {"id": "onzin.cijfer"},
        GOED | {"id": "instroom.maand.2019-01"},
        GOED | {"id": "trajecten.onbekend", "waarde": 1e200},
        GOED | {"waarde": 99},
        GOED | {"gemeente": "gm153", "id": "clienten.uniek", "waarde": None, "bron": "x"},
    ]
    vorige = read_earlier("toen.json", summary(indicatoren=[GOED, *others], later={"a": [1]}), default_normen())
    assert vorige.cijfers.long.rows() == [("0153", "trajecten.totaal", 12.0), ("0153", "clienten.uniek", None)]


_WAARDEN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.just([]) | st.just({})
_CIJFER = st.fixed_dictionaries(
    {
        "gemeente": st.sampled_from(["0153", "totaal", "onbekend", "", "0457"]) | _WAARDEN,
        "id": st.sampled_from(["trajecten.totaal", "vulling.clienten.Postcode", "instroom.maand.2023-01"]) | _WAARDEN,
        "waarde": st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([0, 20, 5e-324]) | _WAARDEN,
    }
)
_PERIODE = st.fixed_dictionaries(dict.fromkeys(("start", "eind"), st.dates().map(str) | st.none()))


@settings_for(150)
@given(periode=_PERIODE | _WAARDEN, cijfers=st.lists(_CIJFER, max_size=4) | _WAARDEN, data=st.dates())
def test_any_summary_is_compared_or_refused(periode: Any, cijfers: Any, data: date) -> None:
    try:
        vorige = read_earlier("toen.json", summary(periode=periode, indicatoren=cijfers), default_normen())
    except DdasError:
        return
    for nu in (IN_2024, Periode(data, data), ONBEKENDE_PERIODE):
        found = compare_figures(tabel({("0153", "trajecten.totaal"): 30, (TOTAAL, "trajecten.totaal"): 30}), nu, vorige)
        assert found.grootste(5, default_normen()).height <= 5
        assert found.verschillen.select(pl.col("procent").is_infinite().any()).item() is not True


# Periods


def test_every_figure_that_needs_the_period_is_a_stroom_or_stands_on_a_day() -> None:
    needing = {id_ for id_, figure in figures(IN_2024).items() if figure.indicator.nodig is Needs.PERIODE}
    no_flow = {
        "op_orde.stap.onbekend",
        "trajecten.lopend_actief",
        "trajecten.buiten_periode",
        "informatie_en_advies.trajecten",
        *(
            id_
            for id_ in needing
            if id_.startswith(("begeleiding.soort.", "doorlooptijd.", "fase_periode.", "aandeel."))
        ),
    } - {"doorlooptijd.traject_beeindigd.aantal"}
    assert needing - no_flow == STROMEN


def test_stroom_doubles_when_the_period_and_what_happens_in_it_do() -> None:
    """Twelve months in which one traject ends and one begins, and the first six of them."""
    trajecten = []
    for maand in (f"2024-{nummer:02}" for nummer in range(1, 13)):
        begin, einde = {"startdatum": f"{maand}-02"}, f"{maand}-20"
        uitstroom = {"datum": einde, "reden": "Zelf"}
        trajecten += [
            traject(startdatum="2020-01-01", aanmelding=None, einddatum=einde, uitstroom=uitstroom),
            traject(startdatum=f"{maand}-02", aanmelding=begin, crisisinterventies=[begin]),
        ]
    half = [t for t in trajecten if max(t["startdatum"], t.get("einddatum", "")) < "2024-07"]
    toen = read_earlier(
        "toen.json", json.dumps(levering(*half, einddatumLevering="2024-06-30")).encode(), default_normen()
    )
    nu = analyse(
        "nu.json", json.dumps(levering(*trajecten)).encode(), date(2025, 2, 1), ernaast=Beside(toen)
    ).vergelijking
    assert nu is not None
    moved = nu.verschillen.filter(pl.col("id").is_in(STROMEN), (pl.col("nu") > 0) | (pl.col("toen") > 0))
    assert set(moved["id"]) == {
        "op_orde.unieke_actieve_bsn",
        "op_orde.stap.aanmelding",
        "op_orde.stap.uitstroom",
        "trajecten.nieuw_actief",
        "trajecten.lopend_beeindigd",
        "doorlooptijd.traject_beeindigd.aantal",
        "uitstroom.reden.zelf",
        "crisisinterventies.gestart",
    }
    assert moved.filter(pl.col("procent").abs() > 1).rows() == []


def test_leap_year_is_no_longer_than_another_year() -> None:
    assert perioden.scale_of(IN_2024, IN_2023) is None
    assert een("trajecten.nieuw_actief", 120, 100)["verschil"] == 20


def test_stroom_of_half_a_year_is_scaled_by_its_days() -> None:
    row = een("trajecten.nieuw_actief", 300, 100, IN_2024, TWEEDE_HELFT)
    assert row["toen"] == 100
    assert row["toen_geschaald"] == pytest.approx(100 * 366 / 184)
    assert row["procent"] == pytest.approx((300 / (100 * 366 / 184) - 1) * 100)


def test_stand_mean_and_share_are_not_scaled() -> None:
    for id_ in ("trajecten.lopend_actief", "trajecten.totaal", "schulden.bedrag_per_traject.mediaan"):
        assert een(id_, 300, 100, IN_2024, TWEEDE_HELFT)["verschil"] == 200


@pytest.mark.parametrize("andere", [ONBEKENDE_PERIODE, periode("2023-12-31", "2023-01-01")])
def test_unknown_or_reversed_period_is_not_scaled(andere: Periode) -> None:
    for found in (perioden.scale_of(IN_2024, andere), perioden.scale_of(andere, IN_2024)):
        assert found is None


def test_rise_from_below_nothing_is_a_rise() -> None:
    assert een("schulden.bedrag_per_traject.mediaan", -50, -100, IN_2024, IN_2024)["procent"] == 50


def test_period_of_one_day_is_scaled_by_it() -> None:
    day = periode("2024-05-01", "2024-05-01")
    assert (perioden.dagen(day), perioden.scale_of(IN_2024, day)) == (1, 366)


@pytest.mark.parametrize(
    ("start", "eind", "waar"),
    [
        ("2023-01-01", "2023-12-30", set()),
        ("2023-01-01", "2023-12-31", {"adjoins"}),
        ("2023-01-01", "2024-01-01", {"adjoins", "do_overlap"}),
        ("2024-12-31", "2024-12-31", {"adjoins", "do_overlap"}),
        ("2024-12-31", "2025-01-01", {"do_overlap", "runs_on_later"}),
        ("2025-01-01", "2025-12-31", {"runs_on_later"}),
    ],
)
def test_day_on_which_periods_touch_decides_how_they_lie(start: str, eind: str, waar: set[str]) -> None:
    toen = periode(start, eind)
    judged = (perioden.adjoins, perioden.do_overlap, perioden.runs_on_later)
    assert {judge.__name__ for judge in judged if judge(IN_2024, toen)} == waar


@pytest.mark.parametrize(
    ("nu", "toen", "zelfde"),
    [
        (IN_2024, IN_2023, True),
        (IN_2024, IN_2024, True),
        (periode("2024-02-01", "2024-02-29"), periode("2023-02-01", "2023-02-28"), True),
        (IN_2024, TWEEDE_HELFT, False),
        (EERSTE_HELFT, TWEEDE_HELFT, False),
        (IN_2024, periode("2023-01-15", "2023-12-31"), False),
        (IN_2024, periode("2023-01-01", "2023-12-30"), False),
        (IN_2024, ONBEKENDE_PERIODE, False),
        (periode("2000-01-01", "2024-12-31"), periode("2000-01-01", "2024-12-31"), False),
    ],
)
def test_months_are_compared_when_both_hold_the_same_ones(nu: Periode, toen: Periode, zelfde: bool) -> None:
    assert perioden.same_months(nu, toen) is zelfde


def test_month_stands_beside_the_same_month_of_the_year_before() -> None:
    found = naast({("0153", "instroom.maand.2024-02"): 30}, {("0153", "instroom.maand.2023-02"): 24})
    assert found.verschillen.select("id", "toen", "nu", "procent").rows() == [("instroom.maand.2024-02", 24, 30, 25)]


def test_months_without_counterpart_are_left_out() -> None:
    id_ = "uitstroom.maand.2024-02"
    found = naast({("0153", id_): 30}, {("0153", id_): 24}, IN_2024, EERSTE_HELFT)
    assert found.verschillen.is_empty()


# Differences


@pytest.mark.parametrize(
    ("nu", "toen", "verschil", "procent"),
    [
        (250, 340, -90, -26.470588235294116),
        (10, 0, 10, None),
        (0, 10, -10, -100),
        (0, 0, 0, None),
        (None, 10, None, None),
        (10, None, None, None),
        (1, 5e-324, 1, None),
    ],
)
def test_difference_and_percentage(nu: Any, toen: Any, verschil: Any, procent: Any) -> None:
    row = een("trajecten.totaal", nu, toen)
    assert (row["verschil"], row["procent"]) == (verschil, procent)


def test_vulling_moves_in_percentage_points() -> None:
    row = een("vulling.clienten.Postcode", 40, 96)
    assert (row["verschil"], row["procent"]) == (-56, None)


GEMEENTE = {("0153", "trajecten.totaal"): 100.0}


def grootste(nu: dict[str, float], toen: dict[str, float], n: int = 9) -> list[tuple[str, str]]:
    """Gemeente and id of what moved most, in a gemeente of 100 trajecten."""
    both = [GEMEENTE | {("0153", id_): waarde for id_, waarde in side.items()} for side in (nu, toen)]
    return naast(*both).grootste(n, default_normen()).select("gemeente", "id").rows()


def test_largest_movement_comes_first() -> None:
    nu: dict[str, float] = {"fase.intake": 30, "fase.nazorg": 10, "fase.oplossing": 44, "fase.uitstroom": 50}
    toen: dict[str, float] = {"fase.intake": 20, "fase.nazorg": 40, "fase.oplossing": 40, "fase.uitstroom": 20}
    order = ["fase.uitstroom", "fase.nazorg", "fase.intake", "fase.oplossing"]
    assert [id_ for _, id_ in grootste(nu, toen)] == order
    assert [id_ for _, id_ in grootste(nu, toen, 2)] == order[:2]


def test_of_equal_movements_the_larger_difference_comes_first() -> None:
    nu: dict[str, float] = {"fase.intake": 30, "fase.nazorg": 60}
    assert [id_ for _, id_ in grootste(nu, {"fase.intake": 20, "fase.nazorg": 40})] == ["fase.nazorg", "fase.intake"]


def test_of_equal_movements_the_larger_fall_comes_before_the_smaller_rise() -> None:
    nu: dict[str, float] = {"fase.intake": 30, "fase.nazorg": 20}
    toen: dict[str, float] = {"fase.intake": 20, "fase.nazorg": 40}
    sides = [{("0153", id_): waarde for id_, waarde in side.items()} for side in (nu, toen)]
    assert moved_enough(naast(*sides).verschillen, 1)["id"].to_list() == ["fase.nazorg", "fase.intake"]


def test_figure_counts_from_the_minimum_on_and_below_nothing_as_well() -> None:
    debts = "schulden.bedrag.totaal"
    for now, then, minimum, counts in (
        (10, 20, 20, True),
        (10, 20, 21, False),
        (-30, -20, 25, True),
        (-20, -30, 25, True),
    ):
        found = naast({("0153", debts): now}, {("0153", debts): then})
        assert bool(moved_enough(found.verschillen, minimum).height) is counts, (now, then, minimum)


def test_move_of_more_persons_comes_before_a_larger_percentage() -> None:
    nu: dict[str, float] = {"fase.intake": 0, "fase.nazorg": 40, "fase.oplossing": 50, "fase.uitstroom": 38}
    toen: dict[str, float] = {"fase.intake": 30, "fase.nazorg": 0, "fase.oplossing": 20, "fase.uitstroom": 20}
    assert [id_ for _, id_ in grootste(nu, toen)] == ["fase.nazorg", "fase.oplossing", "fase.intake", "fase.uitstroom"]


def test_figure_that_counts_no_persons_weighs_the_share_of_the_trajecten_that_moved() -> None:
    nu: dict[str, float] = {"fase.intake": 50, "schulden.bedrag.totaal": 900_000, "schulden.aantal": 700}
    toen: dict[str, float] = {"fase.intake": 20, "schulden.bedrag.totaal": 600_000, "schulden.aantal": 500}
    assert [id_ for _, id_ in grootste(nu, toen)] == ["schulden.bedrag.totaal", "schulden.aantal", "fase.intake"]


def test_small_equal_and_percentage_figures_are_no_movement() -> None:
    nu: dict[str, float] = {"fase.intake": 19, "fase.nazorg": 30, "vulling.clienten.Postcode": 40}
    assert grootste(nu, {"fase.intake": 5, "fase.nazorg": 30, "vulling.clienten.Postcode": 96}) == []


def test_gemeente_with_few_trajecten_is_no_movement() -> None:
    figures = {("0432", "trajecten.totaal"): 3.0, ("0432", "schulden.bedrag.totaal"): 50_000.0}
    assert (
        naast(figures, figures | {("0432", "schulden.bedrag.totaal"): 9_000.0}).grootste(9, default_normen()).is_empty()
    )


def test_minimum_of_the_user_decides_what_is_small() -> None:
    """The rule VGL-01 and the table of largest movements look at the same norm."""
    small = naast({("0153", "trajecten.totaal"): 12.0}, {("0153", "trajecten.totaal"): 3.0})
    assert small.grootste(9, default_normen()).is_empty()
    norms = default_normen() | {"vorige_cijfer_minimum": 1}
    assert small.grootste(9, norms)["id"].to_list() == ["trajecten.totaal"]


def test_largest_movements_in_the_report_heed_the_norms_of_the_user() -> None:
    toen = read_earlier(
        "SHV_2023_Test.json",
        json.dumps(
            levering(*(traject() for _ in range(12)), startdatumLevering="2023-01-01", einddatumLevering="2023-12-31")
        ).encode(),
        default_normen(),
    )

    def moved(**normen: float) -> int:
        found = analyse(
            "SHV_2024_Test.json",
            json.dumps(levering(traject(), traject())).encode(),
            date(2025, 2, 1),
            Choice(normen=default_normen() | normen),
            Beside(toen),
        )
        report = build_report(found, date(2025, 2, 1), tonen=True)
        (tabel,) = [t for chapter in report.ernaast for t in chapter.tabellen if t.titel == "Grootste verschuivingen"]
        return len(tabel.rijen)

    assert moved() == 0
    assert moved(vorige_cijfer_minimum=1) > 0


def test_total_is_named_beside_several_gemeenten_only() -> None:
    def figures(*codes: str, trajecten: float) -> dict[tuple[str, str], float | None]:
        return {(code, "trajecten.totaal"): trajecten for code in codes}

    one = naast(figures("0153", TOTAAL, trajecten=30), figures("0153", TOTAAL, trajecten=60))
    two = naast(figures("0153", "0405", TOTAAL, trajecten=30), figures("0153", "0405", TOTAAL, trajecten=60))
    assert one.grootste(9, default_normen())["gemeente"].to_list() == ["0153"]
    assert two.grootste(9, default_normen())["gemeente"].to_list() == [TOTAAL, "0153", "0405"]


def test_gemeente_in_one_of_the_two_has_figures_on_one_side_and_no_movement() -> None:
    found = naast({("0363", "trajecten.totaal"): 90}, {("0457", "trajecten.totaal"): 30, ("9999", "x"): 1})
    assert (found.nieuw, found.verdwenen) == (("0363",), ("0457", "9999"))
    assert found.opvolgers == {"0457": "0363"}
    assert found.verschillen.select("gemeente", "toen", "nu", "verschil").rows() == [
        ("0363", None, 90, None),
        ("0457", 30, None, None),
        ("9999", 1, None, None),
    ]
    assert found.grootste(9, default_normen()).is_empty()


# Remarks


def opmerkingen(nu: Periode, toen: Periode) -> str:
    return " ".join(naast(GEMEENTE, GEMEENTE, nu, toen).opmerkingen)


@pytest.mark.parametrize(
    ("nu", "toen", "zin"),
    [
        (IN_2024, TWEEDE_HELFT, "366 dagen nu, 184 dagen toen"),
        (IN_2024, TWEEDE_HELFT, "(keer 1,99)"),
        (IN_2024, TWEEDE_HELFT, "De cijfers per maand zijn daarom niet vergeleken"),
        (IN_2024, ONBEKENDE_PERIODE, "de periode niet bekend"),
        (IN_2024, IN_2024, "twee versies van dezelfde levering"),
        (IN_2023, IN_2024, "Zijn de twee bestanden verwisseld?"),
        (periode("2023-07-01", "2024-06-30"), IN_2023, "De perioden overlappen elkaar"),
        (IN_2024, IN_2022, "De perioden sluiten niet op elkaar aan"),
        (IN_2024, IN_2023, "zijn alleen de cijfers bekend"),
    ],
)
def test_reader_is_told_what_to_know_first(nu: Periode, toen: Periode, zin: str) -> None:
    assert zin in opmerkingen(nu, toen)


def test_two_whole_years_in_a_row_need_no_remark() -> None:
    vorige = read_earlier(
        "SHV_2023_Test.json", json.dumps(levering(startdatumLevering="2023-01-01")).encode(), default_normen()
    )
    found = compare_figures(vorige.cijfers, IN_2024, replace(vorige, periode=IN_2023))
    assert found.opmerkingen == ()


def test_gemeenten_of_one_side_are_named() -> None:
    text = " ".join(naast({("0363", "x"): 1}, {("0457", "x"): 1, ("0405", "x"): 1}).opmerkingen)
    assert "Niet meer in deze levering: Hoorn en Weesp (opgegaan in Amsterdam)." in text
    assert "Nieuw in deze levering: Amsterdam." in text


def test_many_gemeenten_are_counted() -> None:
    text = " ".join(naast({(f"{code:04}", "x"): 1 for code in range(9900, 9912)}, GEMEENTE).opmerkingen)
    assert "Code 9909 en 2 andere." in text
