"""What is explained: it is read with care, kept apart with its text, and comes back when it grows."""

import json
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bouw import bsn, client, levering, schuld, traject
from opdracht import voer_uit

from ddas_report.analyse import explain
from ddas_report.analyse.choice import Choice, choose_regels
from ddas_report.analyse.explanations import read_explanations, template
from ddas_report.analyse.for_reading import taken_together
from ddas_report.analyse.per_gemeente import per_gemeente
from ddas_report.analyse.pipeline import Analyse, Oordeel, analyse
from ddas_report.analyse.protect import as_whole
from ddas_report.cli.console import print_summary
from ddas_report.model.errors import DdasError
from ddas_report.render.formats import FORMATS
from ddas_report.render.html import render_bijlage, render_html, render_sign_off
from ddas_report.render.subject import Subject
from ddas_report.render.summary import summary
from ddas_report.report.build import build_report
from ddas_report.report.verdict import conclusion, explanation

VANDAAG = date(2025, 2, 1)
NO_START = {"startdatum": None}


def explained(id_: str, aantal: int, datum: str = "2025-01-20", **velden: str) -> bytes:
    more = "".join(f"{naam} = {json.dumps(waarde)}\n" for naam, waarde in velden.items() if naam != "tekst")
    tekst = json.dumps(velden.get("tekst", "Klopt, dat weten wij."))
    head = f'[[toelichting]]\nid = "{id_}"\naantal = {aantal}\ntekst = {tekst}\nnaam = "K. de Vries"\ndatum = {datum}\n'
    return (head + more).encode()


def judged(document: dict[str, Any], toml: bytes = b"", ignore: str = "") -> Analyse:
    keuze = Choice(toelichtingen=read_explanations(toml), regels=choose_regels("", ignore))
    return analyse("SHV_2024_Test.json", json.dumps(document).encode(), VANDAAG, keuze)


def test_explained_cause_stays_visible_and_no_longer_asks_for_a_look() -> None:
    document = levering(traject(), traject(), traject(**NO_START))
    assert judged(document).oordeel is Oordeel.CONTROLEREN
    found = judged(document, explained("TRJ-02", 1))
    assert found.oordeel is Oordeel.GEREED
    last = found.oorzaken[-1]
    assert last.verklaard is not None
    assert (last.id, last.verklaard.tekst, last.verklaard.datum) == (
        "TRJ-02",
        "Klopt, dat weten wij.",
        date(2025, 1, 20),
    )
    assert conclusion(found) == "Gereed om te uploaden naar het CBS; 1 oorzaak is verklaard."
    assert "behalve wat is verklaard" in explanation(found)
    assert found.bevindingen != []


def test_cause_comes_back_when_it_grew_by_more_than_a_tenth() -> None:
    document = levering(*[traject(**NO_START) for _ in range(11)])
    assert judged(document, explained("TRJ-02", 10)).oordeel is Oordeel.GEREED
    grown = judged(document, explained("TRJ-02", 9))
    assert grown.oordeel is Oordeel.CONTROLEREN
    (sentence,) = grown.vervallen
    assert "het ging om 9, nu om 11" in sentence


def test_cause_comes_back_when_nothing_was_explained_of_it() -> None:
    found = judged(levering(traject(), traject(**NO_START)), explained("TRJ-02", 0))
    assert "het ging om 0, nu om 1" in found.vervallen[0]


def test_explanation_in_one_gemeente_leaves_the_others() -> None:
    document = levering(*[traject(**NO_START, gemeentecode=code) for code in ("0088", "0088", "0096")])
    found = judged(document, explained("TRJ-02", 2, gemeente="0088"))
    mine = [(cause.verklaard is not None, b) for cause in found.oorzaken for b in cause.bevindingen]
    counts = {kept: b.plaatsen.height for kept, b in mine if b.regel.id == "TRJ-02"}
    assert counts == {True: 2, False: 1}
    assert found.oordeel is Oordeel.CONTROLEREN


def test_explanation_of_a_rule_counts_what_the_report_says_of_it_there() -> None:
    """What GEM-07 says of the same field, of the gemeente as a whole, goes along and is not counted."""
    one = {"gemeentecode": "0344", "schulden": [schuld()]}
    trajecten = [traject(**one, **(NO_START if n < 14 else {})) for n in range(20)]
    document = levering(*trajecten, traject(gemeentecode="0363", **NO_START))
    (cause,) = [one for one in build_report(judged(document), VANDAAG).oorzaken if one.id == "TRJ-02"]
    assert cause.aantal == 15
    (mine,) = [one for one in judged(document, explained("TRJ-02", 14, gemeente="0344")).oorzaken if one.verklaard]
    assert (mine.aantal, mine.regels) == (14, ("TRJ-02", "GEM-07"))


def test_explained_rule_is_taken_out_of_a_cause() -> None:
    one = traject()
    document = levering(one, traject(client=one["client"], startdatum="2024-04-02"))
    found = judged(document, explained("TRJ-04", 2))
    assert [(cause.id, cause.verklaard is not None) for cause in found.oorzaken] == [("TRJ-04", True)]


def test_one_field_can_be_explained() -> None:
    bare = [traject(client=[client(Geslachtsaanduiding=None, Geboortedatum=None)]) for _ in range(20)]
    found = judged(levering(*bare), explained("OORZ-VELD", 20, veld="clienten.Geboortedatum"))
    assert [cause.veld for cause in found.oorzaken if cause.verklaard] == ["clienten.Geboortedatum"]


def test_explained_cause_that_holds_a_fout_is_refused() -> None:
    document = levering(*[traject(schulden=[schuld(bedrag="12")]) for _ in range(20)])
    found = judged(document, explained("OORZ-VELD", 20))
    assert found.oordeel is Oordeel.NIET_UPLOADEN
    assert "een fout kan niet worden verklaard" in " ".join(found.vervallen)


def test_explanation_without_text_does_not_count() -> None:
    assert read_explanations(explained("TRJ-02", 1, tekst="")) == ()


def test_personal_data_in_a_text_is_masked() -> None:
    (found,) = read_explanations(explained("TRJ-02", 1, tekst=f"Dit is {bsn(7)}, bel 06-12345678."))
    assert found.verklaring.tekst == "Dit is (BSN), bel (telefoonnummer)."


@pytest.mark.parametrize("velden", [{"gemeente": "9999"}, {"veld": "clienten.Onzin"}])
def test_explanation_of_what_was_not_found_says_so(velden: dict[str, str]) -> None:
    found = judged(levering(traject(**NO_START)), explained("TRJ-02", 5, **velden))
    assert found.oordeel is Oordeel.CONTROLEREN
    assert "past bij geen bevinding" in " ".join(found.vervallen)


@pytest.mark.parametrize("other", ["0153", "9999"])
def test_explanation_that_fits_elsewhere_in_the_delivery_is_not_called_unused(other: str) -> None:
    document = levering(*[traject(**NO_START, gemeentecode=code) for code in ("0344", other)])
    toml = b"".join(explained("TRJ-02", 1, gemeente=code) for code in ("0344", other))
    found = judged(document, toml)
    parts = [part for _, part in per_gemeente(found)]
    assert [one.vervallen for one in (found, taken_together(found), *parts)] == [()] * 4


@pytest.mark.parametrize("leeg", ["Geslachtsaanduiding", "Burgerservicenummer"])
def test_field_that_is_explained_is_explained_too_in_a_part_with_few_trajecten(leeg: str) -> None:
    bare = {"client": [client(**{leeg: None})]}
    document = levering(
        *(traject(gemeentecode="0344", **bare) for _ in range(30)), *(traject(**bare) for _ in range(12))
    )
    (cause,) = [one for one in judged(document).oorzaken if one.id == "OORZ-VELD" and leeg in one.veld]
    found = judged(document, explained("OORZ-VELD", 42, veld=cause.veld))
    for code, part in per_gemeente(found):
        about = [one for one in part.oorzaken if one.veld == cause.veld]
        assert about and all(one.verklaard for one in about), (code, [one.id for one in about])


def test_explanation_of_a_field_leaves_what_a_rule_says_of_it_beside_that_cause() -> None:
    toml = explained("OORZ-VELD", 20, veld="clienten.Geslachtsaanduiding")
    (cause,) = [one for one in judged(BARE).oorzaken if one.id == "OORZ-VELD"]
    both = explain._laid_on([cause, replace(cause, id="GEM-07")], read_explanations(toml)).oorzaken
    assert [one.verklaard is not None for one in both] == [True, False]


def test_what_does_not_hold_in_the_whole_explains_nothing_in_a_part() -> None:
    document = levering(*[traject(**NO_START, gemeentecode=code) for code in ("0344", "0363")])
    for aantal, explains in ((1, False), (2, True)):
        parts = [part for _, part in per_gemeente(judged(document, explained("TRJ-02", aantal)))]
        assert [any(cause.verklaard for cause in part.oorzaken) for part in parts] == [explains] * 2


@pytest.mark.parametrize("codes", [("9999",), ("9999", "9998")])
def test_explained_code_that_is_no_gemeente_stays_explained_where_these_stand_together(codes: tuple[str, ...]) -> None:
    document = levering(traject(), *[traject(**NO_START, gemeentecode=code) for code in ("9999", "9998")])
    found = judged(document, b"".join(explained("TRJ-02", 1, gemeente=code, tekst=code) for code in codes))
    assert sum(cause.verklaard is not None for cause in found.oorzaken) == len(codes)
    told = [cause.verklaard.tekst for cause in taken_together(found).oorzaken if cause.verklaard]
    assert told == (["9999 9998"] if len(codes) == 2 else [])


def test_explanations_that_become_one_are_as_old_as_the_last() -> None:
    document = levering(traject(), *[traject(**NO_START, gemeentecode=code) for code in ("9999", "9998")])
    toml = explained("TRJ-02", 1, "2025-01-20", gemeente="9999") + explained("TRJ-02", 1, "2025-01-10", gemeente="9998")
    (cause,) = [cause for cause in taken_together(judged(document, toml)).oorzaken if cause.verklaard]
    assert cause.verklaard and cause.verklaard.datum == date(2025, 1, 20)


def test_what_does_not_hold_in_the_whole_is_told_of_the_whole_alone() -> None:
    found = judged(levering(traject(), traject(gemeentecode="9999")), explained("TRJ-02", 1))
    assert len(found.vervallen) == 1 and taken_together(found).vervallen == found.vervallen
    assert [part.vervallen for _, part in per_gemeente(found)] == [(), ()]


@pytest.mark.parametrize(
    ("id_", "ignore", "told"),
    [("TRJ-02", "", 1), ("TRJ-02", "TRJ", 0), ("TRJ-02", "CLT", 1), ("VGL-01", "", 0), ("OORZ-LOS", "CLT-03", 0)],
)
def test_explanation_of_what_was_not_sought_is_not_called_unused(id_: str, ignore: str, told: int) -> None:
    assert len(judged(levering(traject()), explained(id_, 1), ignore).vervallen) == told


def test_field_of_an_explanation_is_named() -> None:
    fields = ("clienten.Geboortedatum", f"clienten.{bsn(7)}")
    found = judged(levering(traject()), b"".join(explained("OORZ-VELD", 1, veld=veld) for veld in fields))
    about = [sentence.partition(" past ")[0] for sentence in found.vervallen]
    assert about == [f"De toelichting op OORZ-VELD (veld {veld})" for veld in (fields[0], "clienten.(BSN)")]


def test_code_of_a_gemeente_may_lack_its_zeros() -> None:
    assert [one.gemeente for one in read_explanations(explained("TRJ-02", 1, gemeente="88"))] == ["0088"]


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        (explained("TRJ-02", 1, gemeente="Hoorn"), "geen gemeentecode"),
        (explained("TRJ-02", 1) + explained("TRJ-02", 2), "Toelichting 2 gaat over hetzelfde als toelichting 1"),
        (b"[[toelichting]]\nid = \n", "regel 2, kolom 6"),
        (b"\xff", "geen UTF-8"),
        (b'a = "b"', "iets anders dan toelichtingen"),
        (b'[[toelichting]]\nid = "TRJ-02"\nsoort = 1', "kent geen 'soort'"),
        (b'[[toelichting]]\nid = "TRJ-2"', "gaat over 'TRJ-2'"),
        (b'[[toelichting]]\nid = "TRJ-01"', "dat is een fout"),
        (b'[[toelichting]]\nid = "TRJ-02"\ntekst = 5', "heeft bij tekst geen tekst"),
        (b'[[toelichting]]\nid = "TRJ-02"\ntekst = "a"', "heeft geen aantal"),
        (b'[[toelichting]]\nid = "TRJ-02"\ntekst = "a"\naantal = 1\ndatum = "gisteren"', "heeft geen datum"),
    ],
)
def test_what_is_wrong_is_said(toml: bytes, says: str) -> None:
    with pytest.raises(DdasError) as error:
        read_explanations(toml)
    assert says in error.value.melding


def test_nearest_name_is_offered() -> None:
    with pytest.raises(DdasError) as error:
        read_explanations(b'[[toelichting]]\nid = "OORZ-VELT"')
    assert "Bedoelde u OORZ-VELD" in error.value.advies


def test_template_explains_every_cause_once_it_is_filled_in() -> None:
    bare = [traject(client=[client(Geslachtsaanduiding=None, Postcode="9166 aa")]) for _ in range(20)]
    document = levering(*bare, traject(**NO_START))
    toml = template(judged(document).oorzaken, VANDAAG)
    assert read_explanations(toml) == ()
    found = judged(document, toml.replace(b'tekst = ""', b'tekst = "Zo is het."'))
    assert {cause.verklaard is not None for cause in found.oorzaken} == {True}


def test_template_leaves_fouten_out() -> None:
    document = levering(traject(), traject(einddatum="2023-01-01"))
    toml = tomllib.loads(template(judged(document).oorzaken, VANDAAG).decode())
    assert "TRJ-01" not in [row["id"] for row in toml.get("toelichting", [])]


def test_template_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "SHV_2024_Test.json"
    file.write_text(json.dumps(levering(traject(), traject(**NO_START))))
    made = tmp_path / "SHV_2024_Test.toelichting.toml"
    assert voer_uit(file, "--toelichting-sjabloon", "-f", "json").code == 0
    made.write_text(made.read_text().replace('tekst = ""', 'tekst = "Mijn tekst."'))
    again = voer_uit(file, "--toelichting-sjabloon", "-f", "json")
    assert again.code == 2
    assert "bestaat al" in again.tekst
    assert "Mijn tekst." in made.read_text()
    assert voer_uit(file, "--strict", "-f", "json").code == 1
    assert voer_uit(file, "--strict", "--toelichting", made, "-f", "json").code == 0
    summary = json.loads((tmp_path / "SHV_2024_Test.op-orde.json").read_text())
    assert [row["verklaard"]["tekst"] for row in summary["oorzaken"]] == ["Mijn tekst."]


def test_explained_finding_fails_no_build() -> None:
    document = levering(traject(), traject(**NO_START))
    failures = {
        name: FORMATS["junit"].render(Subject(found, VANDAAG, strict=True)).count(b"<failure")
        for name, found in {"open": judged(document), "explained": judged(document, explained("TRJ-02", 1))}.items()
    }
    assert failures == {"open": 1, "explained": 0}


def test_text_of_an_explanation_is_told_in_full_wherever_the_cause_is() -> None:
    tekst = "Wij weten dit en laten het zo. " * 15 + "Einde."
    found = judged(levering(traject(), traject(**NO_START)), explained("TRJ-02", 1, tekst=tekst))
    report = build_report(found, VANDAAG)
    for html in (render_html(report), render_bijlage(report), render_sign_off(report, 20, 12, 2000)):
        assert f"Verklaard door K. de Vries op 20-01-2025: {tekst}" in html
    assert "zie hieronder" in (short := render_sign_off(report, 3, 3, 120, krap=True)) and "in hun geheel" in short


def test_explained_part_of_a_small_gemeente_is_told_without_numbers() -> None:
    trajecten = [*(traject() for _ in range(40)), *(traject(gemeentecode="0432", **NO_START) for _ in range(3))]
    report = build_report(judged(levering(*trajecten), explained("TRJ-02", 3, gemeente="0432")), VANDAAG)
    (cause,) = [one for one in report.oorzaken if one.verklaard]
    assert cause.aantal is None and cause.titel.endswith("(in Opmeer).") and "3" not in cause.gevolg


BARE = levering(*[traject(client=[client(Geslachtsaanduiding=None)], schulden=[schuld()]) for _ in range(20)])


def test_explained_cause_that_touches_nearly_all_is_told_beside_the_verdict_in_every_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = judged(BARE, explained("OORZ-VELD", 20, tekst="Dat weten wij."))
    subject = Subject(found, VANDAAG)
    report = subject.report
    assert conclusion(found) == (
        "Gereed om te uploaden naar het CBS, als de toelichting klopt: 1 oorzaak is verklaard en niet hersteld."
    )
    (sentence,) = report.toegelicht
    assert sentence == (
        "Verklaard en niet hersteld: het veld geslacht is bij 20 van de 20 cliënten niet ingevuld. "
        "Dat raakt alle trajecten. K. de Vries schrijft op 20-01-2025: “Dat weten wij.”"
    )
    assert explanation(found).startswith("Met ") and "Lees eerst wat is verklaard" in explanation(found)
    assert report.tint == Oordeel.CONTROLEREN
    for html in (render_html(report), render_sign_off(report, 20, 12, 2000), render_bijlage(report)):
        assert sentence in html
    print_summary(found, [])
    assert sentence in capsys.readouterr().out
    assert summary(found)["bij_oordeel"] == [sentence]


def test_in_a_part_each_explanation_is_told_once_and_none_of_another_gemeente() -> None:
    starts = [(code, NO_START if n < 14 else {}) for code in ("0344", "0363") for n in range(20)]
    trajecten = [
        traject(gemeentecode=code, client=[client(Geslachtsaanduiding=None)], schulden=[schuld()], **start)
        for code, start in [*starts, *[("0599", {})] * 10]
    ]
    toml = explained("OORZ-VELD", 99, tekst="Van alle.") + b"".join(
        explained("TRJ-02", 20, gemeente=code, tekst=f"Van {code}.") for code in ("0344", "0363")
    )
    found = judged(levering(*trajecten), toml)
    for tonen in (False, True):
        for code, part in per_gemeente(found):
            report = build_report(part, VANDAAG, geheel=as_whole(found), tonen=tonen)
            told = " ".join((*report.toegelicht, *report.opmerkingen))
            counts = {text: told.count(f"“Van {text}.”") for text in ("alle", "0344", "0363")}
            assert counts == {"alle": 1, "0344": 0, "0363": 0} | ({code: 1} if code != "0599" else {})


def test_figures_stay_marked_when_what_was_explained_touches_much() -> None:
    few = levering(*[traject() for _ in range(9)], traject(**NO_START))
    for document, toml, marked in ((BARE, explained("OORZ-VELD", 20), True), (few, explained("TRJ-02", 1), False)):
        (cause,) = [one for one in build_report(judged(document, toml), VANDAAG).oorzaken if one.verklaard]
        assert bool(cause.ondermijnt) is marked


def test_who_signs_says_that_what_was_explained_was_read() -> None:
    line = "Wat in dit rapport is verklaard, is gelezen en klopt."
    for toml, asked in ((explained("OORZ-VELD", 20), True), (b"", False)):
        report = build_report(judged(BARE, toml), VANDAAG)
        assert all((line in html) is asked for html in (render_html(report), render_sign_off(report, 20, 12, 2000)))


def test_explained_cause_of_few_trajecten_is_not_told_beside_the_verdict() -> None:
    found = judged(levering(*[traject() for _ in range(3)], traject(**NO_START)), explained("TRJ-02", 1))
    assert Subject(found, VANDAAG).report.toegelicht == ()


def test_what_is_explained_gemeente_by_gemeente_is_held_together() -> None:
    document = levering(*[traject(**NO_START, gemeentecode=code) for code in ("0088", "0096", "0153")])
    toml = b"\n".join(explained("TRJ-02", 1, gemeente=code) for code in ("0088", "0096", "0153"))
    report = Subject(judged(document, toml), VANDAAG).report
    assert len(report.toegelicht) == 3
    assert all(zin in render_sign_off(report, 20, 12, 2000) for zin in report.toegelicht)
    short = render_sign_off(report, 18, 9, 600, krap=True)  # what is signed takes four pages at most
    assert report.toegelicht[0] in short and report.toegelicht[1] not in short and "Wat nog meer is verklaard" in short


def test_open_causes_are_told_as_open_when_others_are_explained() -> None:
    document = levering(traject(**NO_START), traject(client=[client(BSN=None, Geboortedatum="2030-01-01")]))
    found = conclusion(judged(document, explained("TRJ-02", 1)))
    assert " open oorza" in found and " (1 verklaard)" in found


def test_explanation_without_a_name_reads_as_a_sentence() -> None:
    toml = explained("OORZ-VELD", 20).replace(b"K. de Vries", b"")
    report = Subject(judged(BARE, toml), VANDAAG).report
    assert "De toelichting van 20-01-2025: “Klopt" in report.toegelicht[0]
    assert report.oorzaken[-1].besluit.startswith("Verklaard op 20-01-2025:")
