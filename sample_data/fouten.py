"""The mistakes that can be planted: for every rule a change of a traject that was clean before."""

from __future__ import annotations

from copy import deepcopy

from muteren import (
    Fout,
    Mutatie,
    Traject,
    dag,
    einde,
    heraanmelding,
    hertel,
    niets,
    samen,
    schuif,
    value_at,
    vervroegd,
    weg,
    zet,
)


def _vorig_jaar(traject: Traject) -> None:
    # 60 weeks: also a traject that ended in the January after the period falls before it.
    traject.update(vervroegd(traject, 420))


def _veel_schulden(traject: Traject) -> None:
    eerste = traject["schulden"][0]
    traject["schulden"] = [eerste | {"bedrag": eerste["bedrag"] + nummer} for nummer in range(61)]


def _moratoria(**dagen: int) -> Mutatie:
    """One moratorium, some of its dates a number of days after the stabilisatie began."""

    def muteer(traject: Traject) -> None:
        start = traject["stabilisatie"]["startdatum"]
        vast = {"datumAanvraag": 0, "datumGoedkeuring": 0, "startdatum": 0, "einddatum": 90}
        traject["moratoria"] = [{veld: schuif(start, na) for veld, na in (vast | dagen).items()}]

    return muteer


def _begeleiding(*perioden: tuple[int, int], soort: bool = True) -> Mutatie:
    """Budgetbeheer in periods counted in days from the startdatum of the traject."""

    def muteer(traject: Traject) -> None:
        start = traject["startdatum"]
        traject["begeleiding"] = [
            {"startdatum": schuif(start, van), "einddatum": schuif(start, tot)}
            | ({"soort": "Budgetbeheer"} if soort else {})
            for van, tot in perioden
        ]

    return muteer


def _som(traject: Traject) -> int:
    return sum(schuld["bedrag"] for schuld in traject["schulden"])


def _na_afloop(traject: Traject) -> Traject:
    return {veld: schuif(traject["einddatum"], dagen) for veld, dagen in (("startdatum", 5), ("einddatum", 9))}


BSN = "client.0.Burgerservicenummer"
GEBOORTE = "client.0.Geboortedatum"
POSTCODE = "client.0.Postcode"
OPGELOST = "oplossing schuldregeling.toegekend stabilisatie uitstroom.datum"
BEEINDIGD = "einddatum uitstroom.datumBeeindigingsbeschikking"
GEEN_UITKOMST = weg("schuldregeling.toegekend", "toekenningsdatum", "oplossing", "nazorg")
BINNEN_VIER_WEKEN = "intake.beschikkingsdatum -crisisinterventies"

FOUTEN: dict[str, Fout] = {
    "BST-05 waardenlijst": Fout("begeleiding", zet("begeleiding.0.soort", "Budget-coaching")),
    "BST-05 null": Fout("", zet("omschrijving", None)),
    "BST-05 type": Fout("schulden", zet("schulden.0.bedrag", "1250"), ook="SLD-01"),
    "BST-05 onbekend veld": Fout("", zet("dossiernummer", "A-17")),
    "BST-05 verplicht": Fout("", weg("gemeentecode")),
    "BST-06": Fout("", zet("client.0.Geslachtaanduiding", "Man")),
    "LEV-06": Fout("", zet("gemeentecode", "0147"), ook="GEM-01"),
    "LEV-09": Fout("", zet("gemeentecode", "Almelo"), ook="LEV-06"),
    "LEV-10": Fout("", zet("gemeentecode", "0786"), ook="LEV-06"),
    "CLT-01": Fout("", weg("client")),
    "CLT-02": Fout("", weg(BSN, GEBOORTE)),
    "CLT-03": Fout("", zet(BSN, lambda traject: value_at(traject, BSN)[1:])),
    "CLT-04": Fout("", zet("client.0.Geslachtsaanduiding", "Anders")),
    "CLT-05": Fout("", zet(GEBOORTE, "1985-02-30")),
    "CLT-06": Fout("", zet(GEBOORTE, "2012-06-15")),
    "CLT-07": Fout("", zet(POSTCODE, lambda t: f"{value_at(t, POSTCODE)[:4]} {value_at(t, POSTCODE)[4:]}")),
    "CLT-08": Fout("", zet("client", lambda traject: [traject["client"][0], dict(traject["client"][0])])),
    "CLT-09": Fout("stabilisatie", niets, heraanmelding(zet(GEBOORTE, "1975-11-03")), ook="CLT-09 TRJ-04 TRJ-04"),
    "CLT-10": Fout("", zet("client.0.Huisnummer", "112-114")),
    "TRJ-01": Fout(f"{BEEINDIGD} -intake", einde("startdatum", -10), ook="FAS-04"),
    "TRJ-02": Fout("startdatum", weg("startdatum")),
    "TRJ-03": Fout("uitstroom", _vorig_jaar),
    "TRJ-04": Fout("stabilisatie", niets, heraanmelding(), ook="TRJ-04"),
    "TRJ-05": Fout("stabilisatie", niets, heraanmelding(zet("gemeentecode", "0147")), ook="LEV-06 TRJ-05"),
    "TRJ-06": Fout(BEEINDIGD, zet("uitstroom.datum", dag("einddatum", -14))),
    "TRJ-07": Fout(BEEINDIGD, weg("einddatum")),
    "TRJ-08": Fout(BEEINDIGD, weg("uitstroom")),
    "TRJ-09": Fout(BEEINDIGD, weg("uitstroom.reden")),
    "TRJ-10": Fout(BEEINDIGD, einde("einddatum", 410)),
    "TRJ-11": Fout("-uitstroom -crisisinterventies", samen(zet("startdatum", "2012-05-07"), weg("aanmelding"))),
    "TRJ-12": Fout("", zet("startdatum", dag("aanmelding.startdatum", -100))),
    "TRJ-13": Fout("", niets, deepcopy, ook="TRJ-04 TRJ-04 TRJ-13"),
    "TRJ-14": Fout("uitstroom -oplossing", zet("uitstroom.reden", "Afgerond")),
    "FAS-01": Fout("stabilisatie.einddatum", zet("stabilisatie.einddatum", dag("stabilisatie.startdatum", -5))),
    "FAS-02": Fout("aanmelding.einddatum", weg("aanmelding.startdatum")),
    "FAS-03": Fout("stabilisatie", zet("stabilisatie.startdatum", dag("intake.startdatum", -3))),
    "FAS-04": Fout(OPGELOST, zet("oplossing", lambda t: {**t["oplossing"], **_na_afloop(t)})),
    "FAS-05": Fout("uitstroom intake", weg("aanmelding.einddatum")),
    "FAS-06": Fout("intake.beschikkingsdatum", zet("intake.einddatum", dag("intake.beschikkingsdatum", -3))),
    "FAS-07": Fout("intake.beschikkingssoort", weg("intake.beschikkingssoort")),
    "FAS-08": Fout("stabilisatie", zet("intake.beschikkingssoort", "Afwijzingsbeschikking")),
    "FAS-09": Fout("planVanAanpak", zet("planVanAanpak.datumAfronding", dag("intake.startdatum", -20))),
    "FAS-10": Fout(BINNEN_VIER_WEKEN, zet("aanmelding.startdatum", dag("intake.startdatum", -60))),
    "FAS-11": Fout("crisisinterventies", zet("aanmelding.startdatum", dag("intake.startdatum", -12))),
    "FAS-12": Fout(
        "intake.beschikkingsdatum schuldregeling",
        samen(
            zet("intake.beschikkingsdatum", dag("intake.startdatum", 75)),
            zet("intake.einddatum", dag("intake.beschikkingsdatum", 0)),
        ),
    ),
    "FAS-13": Fout(OPGELOST, zet("stabilisatie.einddatum", dag("stabilisatie.startdatum", 150))),
    "FAS-14": Fout("-uitstroom", lambda t: weg(*t.keys() - {"startdatum", "gemeentecode", "client"})(t)),
    "FAS-15": Fout("-crisisinterventies", zet("aanmelding.crisisinterventie", True)),
    "REG-01": Fout(OPGELOST, zet("schuldregeling.afgewezen", dag("schuldregeling.toegekend", 0)), ook="REG-07"),
    "REG-02": Fout("schuldregeling.afgewezen", zet("schuldregeling.afgewezen", dag("schuldregeling.datum", -5))),
    "REG-03": Fout(OPGELOST, zet("toekenningsdatum", dag("toekenningsdatum", 7))),
    "REG-04": Fout(
        "schuldregeling.afgewezen",
        samen(
            zet("schuldregeling.dwangakkoord", True),
            zet("schuldregeling.datumVerzoekDwangakkoord", dag("schuldregeling.datum", 14)),
        ),
    ),
    "REG-05": Fout(f"{OPGELOST} -schuldregeling.datumVerzoekDwangakkoord", zet("schuldregeling.dwangakkoord", True)),
    "REG-06": Fout("oplossing", weg("oplossing.soort")),
    "REG-07": Fout(
        "oplossing",
        samen(
            zet("oplossing.startdatum", dag("schuldregeling.toegekend", -10)),
            zet("oplossing.einddatum", dag("oplossing.einddatum", -31)),
        ),
    ),
    "REG-08": Fout(f"{OPGELOST} -schuldregeling.datumVerzoekDwangakkoord", GEEN_UITKOMST),
    "REG-09": Fout(
        "oplossing -uitstroom",
        samen(
            zet("oplossing.soort", "Saneringskrediet"),
            zet("oplossing.einddatum", dag("oplossing.startdatum", 1_460)),
        ),
    ),
    "REG-10": Fout("oplossing", zet("oplossing.vtlb", 155)),
    "REG-11": Fout("toekenningsdatum", weg("toekenningsdatum")),
    "SLD-01": Fout("schulden", weg("schulden.0.schuldsoort")),
    "SLD-02": Fout("schulden.2", samen(zet("schulden.0.bedrag", -45), hertel)),
    "SLD-03": Fout("schulden", samen(zet("schulden.0.bedrag", 1_250_000), hertel)),
    "SLD-04": Fout("schulden", zet("totaalSchuldbedragBijAanvangSchuld", lambda t: 3 * _som(t) + 500)),
    "SLD-05": Fout("schulden", samen(zet("schulden", lambda t: [t["schulden"][0] | {"bedrag": 40}]), hertel)),
    "SLD-06": Fout("schuldregeling", weg("schulden", "totaalSchuldbedragBijAanvangSchuld")),
    "SLD-07": Fout("schulden uitstroom", zet("schulden.0.peildatum", dag("einddatum", 20))),
    "SLD-08": Fout("schulden.0.schuldeiser.naam", zet("schulden.0.schuldeiser.Naam", "Incasso Noord")),
    "SLD-09": Fout("schulden.0.schuldeiser.kvknummer", zet("schulden.0.schuldeiser.kvknummer", "9912345")),
    "SLD-10": Fout(
        "schulden.0.schuldeiser", samen(lambda t: t["schulden"].append(t["schulden"][0]), hertel), ook="SLD-10"
    ),
    "SLD-11": Fout("schulden", samen(_veel_schulden, hertel)),
    "OND-01": Fout("stabilisatie", _begeleiding((40, 30))),
    "OND-02": Fout("stabilisatie", _begeleiding((20, 60), soort=False)),
    "OND-03": Fout("stabilisatie", _begeleiding((20, 60), (40, 80)), ook="OND-03"),
    "OND-04": Fout("schuldregeling stabilisatie", _moratoria(datumGoedkeuring=-6)),
    "OND-05": Fout("schuldregeling stabilisatie", _moratoria(einddatum=250)),
    "GEM-07": Fout("", weg("client.0.Geslachtsaanduiding")),
}
