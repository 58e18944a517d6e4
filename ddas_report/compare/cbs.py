"""Holds our figures against those of CBS: what is equal, what differs, and what may explain it."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

import polars as pl

from ddas_report.compare.causes import Effect, Evidence, door_codes, list_effects, not_refuted, that_fit
from ddas_report.compare.cbs_layout.choice import Chosen, NotCompared, choose
from ddas_report.compare.cbs_layout.regions import gemeente_meant
from ddas_report.compare.counting import STAP, Counting, which_counting
from ddas_report.compare.read_cbs import BESIDE, CbsTable, op_orde_figures
from ddas_report.compare.sums import Key, in_words, what_follows
from ddas_report.model.cijfers import Cijfers
from ddas_report.model.delivery import ONBEKEND, TOTAAL, is_foreign
from ddas_report.model.gemeenten import display_name

_WITHOUT_PERIODE = "zonder geldige begin- en einddatum van de levering kunnen wij dit cijfer niet tellen"


@dataclass(frozen=True, slots=True, kw_only=True)
class CbsFigure:
    """One figure of one gemeente, ours beside that of CBS, and the cell that holds it."""

    gemeente: str
    id: str
    eigen: float
    cbs: float
    gelijk: bool
    cel: str
    oorzaken: tuple[str, ...] = ()
    volgt_uit: tuple[Key, ...] = ()
    """Gemeente and id of the differences that this one adds up from; `oorzaken` says that alone."""

    @property
    def key(self) -> Key:
        """Its gemeente and id."""
        return self.gemeente, self.id

    @property
    def verschil(self) -> float:
        """CBS minus ours: positive when CBS counts more."""
        return self.cbs - self.eigen


@dataclass(frozen=True, slots=True)
class OneSide:
    """A gemeente that only one of the two has, and what may explain that."""

    gemeente: str
    oorzaken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CbsComparison:
    """Every figure that both have, in the order of ours; the cells that were not compared; the gemeenten of one side.

    `zonder_cijfer` are headings that were understood and under which nothing was compared.
    """

    rijen: tuple[CbsFigure, ...]
    niet_vergeleken: tuple[NotCompared, ...]
    alleen_eigen: tuple[OneSide, ...]
    alleen_cbs: tuple[OneSide, ...]
    zonder_cijfer: tuple[str, ...] = ()
    telling: Counting | None = None
    voorlopig: int = 0
    """How many of the compared figures CBS calls provisional."""

    @property
    def verschillen(self) -> tuple[CbsFigure, ...]:
        """The figures that are not equal."""
        return tuple(rij for rij in self.rijen if not rij.gelijk)

    @property
    def adding_up(self) -> tuple[CbsFigure, ...]:
        """The differences that add up from the others."""
        return tuple(rij for rij in self.rijen if rij.volgt_uit)

    @property
    def anders_geteld(self) -> frozenset[tuple[str, str]]:
        """Gemeente and id of the differences that another way of counting explains."""
        explains = self.telling.explains if self.telling else lambda *_: ""
        return frozenset((r.gemeente, r.id) for r in self.verschillen if explains(r.gemeente, r.id, r.cbs))

    @property
    def gelijk(self) -> int:
        """How many figures are equal."""
        return len(self.rijen) - len(self.verschillen)


def compare_with_cbs(cijfers: Cijfers, cbs: CbsTable, gegevens: Evidence) -> CbsComparison:
    """Compare our figures with what CBS counted; DdasError when cells compete."""
    choice = choose(cbs, gegevens.periode)
    codes, bij_cbs = cijfers.codes, choice.gemeenten
    rijen, niet = _rows(choice.cijfers, cijfers, bij_cbs)
    compared = {rij.id for rij in rijen}
    telling = which_counting(choice.cijfers, gegevens)
    if not all(rij.gelijk for rij in rijen):
        rijen = _counted_otherwise(rijen, telling)
        rijen = _with_oorzaken(rijen, _effects(cijfers, bij_cbs, gegevens, _equal(rijen)), set(codes))
    return CbsComparison(
        rijen=rijen,
        niet_vergeleken=(*choice.niet, *niet),
        alleen_eigen=tuple(_only_ours(code, bij_cbs) for code in codes if code not in bij_cbs),
        alleen_cbs=tuple(_only_cbs(code, codes) for code in sorted(bij_cbs) if code not in codes),
        zonder_cijfer=tuple(kop for kop, id_ in cbs.begrepen.items() if id_ not in compared and id_ not in BESIDE),
        telling=telling,
        voorlopig=sum(one.voorlopig for one in choice.cijfers),
    )


def _counted_otherwise(rijen: tuple[CbsFigure, ...], telling: Counting | None) -> tuple[CbsFigure, ...]:
    """With the counting as the one cause of every difference that it explains."""
    if telling is None:
        return rijen
    return tuple(
        replace(rij, oorzaken=(why,))
        if not rij.gelijk and (why := telling.explains(rij.gemeente, rij.id, rij.cbs))
        else rij
        for rij in rijen
    )


def _rows(
    chosen: Sequence[Chosen], cijfers: Cijfers, bij_cbs: Set[str]
) -> tuple[tuple[CbsFigure, ...], list[NotCompared]]:
    """What can be compared, in the order of our figures, and why the rest cannot."""
    own = {(code, id_): waarde for code, id_, waarde in cijfers.long.iter_rows()}
    codes = {code for code, _ in own}
    order = {plek: index for index, plek in enumerate(own)}
    same = _real(bij_cbs) == _real(codes)
    rijen, niet = [], []
    for one in chosen:
        plek = (one.gemeente, one.id)
        if reason := _not_ours(one, own, codes, same):
            soort, reden = reason
            niet.append(NotCompared(gemeente=one.gemeente, id=one.id, cel=one.cel, soort=soort, reden=reden))
        else:
            eigen, cbs = own[plek], float(one.waarde)
            gelijk = eigen == cbs
            rijen.append(CbsFigure(gemeente=one.gemeente, id=one.id, eigen=eigen, cbs=cbs, gelijk=gelijk, cel=one.cel))
    return tuple(sorted(rijen, key=lambda rij: order[rij.gemeente, rij.id])), niet


def _real(codes: Set[str]) -> Set[str]:
    """The codes that are of a gemeente."""
    return {code for code in codes if code not in (ONBEKEND, TOTAAL) and not is_foreign(code)}


def _not_ours(
    one: Chosen, own: Mapping[tuple[str, str], float | None], codes: set[str], same: bool
) -> tuple[str, str] | None:
    if one.id in BESIDE:
        return "geen op-orde-cijfer", "deze stap kennen de op-orde-tellingen niet"
    if one.gemeente == TOTAAL and not same:
        return "ander totaal", "het totaal in de tabel gaat niet over dezelfde gemeenten als uw bestand"
    if one.gemeente not in codes:
        return "niet in uw bestand", "deze gemeente staat niet in uw bestand"
    if own.get((one.gemeente, one.id)) is None:
        return "niet te tellen", _WITHOUT_PERIODE
    return None


def _equal(rijen: Sequence[CbsFigure]) -> Set[Key]:
    """The figures that are equal; not those of steps when CBS counts these in another way, for then that is chance."""
    otherwise = any(rij.oorzaken for rij in rijen)
    return {rij.key for rij in rijen if rij.gelijk and not (otherwise and rij.id.startswith(STAP))}


def _effects(
    cijfers: Cijfers, bij_cbs: Set[str], gegevens: Evidence, gelijk: Set[Key]
) -> Callable[[CbsFigure], Sequence[Effect]]:
    """What in the records and the codes fits a difference, and leaves equal what is equal."""
    records = not_refuted(list_effects(gegevens), gelijk)
    codes = not_refuted(door_codes(_op_orde(cijfers), bij_cbs), gelijk)

    def fitting(rij: CbsFigure) -> Sequence[Effect]:
        found = [*codes.get(rij.key, ()), *records.get(rij.key, ())]
        return that_fit(rij.verschil, found)

    return fitting


def _with_oorzaken(
    rijen: tuple[CbsFigure, ...], effects: Callable[[CbsFigure], Sequence[Effect]], codes: Set[str]
) -> tuple[CbsFigure, ...]:
    """With what may explain each difference that has no cause yet; what adds up from others has no other cause."""
    verschillen = {rij.key: 0.0 if rij.gelijk else rij.verschil for rij in rijen}
    follows = what_follows(verschillen, codes, {rij.key for rij in rijen if rij.oorzaken})
    labels = op_orde_figures()

    def explained(rij: CbsFigure) -> CbsFigure:
        if terms := follows.get(rij.key):
            words = in_words(rij.key, terms, labels)
            return replace(rij, oorzaken=(words,), volgt_uit=tuple(term.key for term in terms))
        return replace(rij, oorzaken=tuple(effect.zin(rij.verschil) for effect in effects(rij)))

    return tuple(rij if rij.gelijk or rij.oorzaken else explained(rij) for rij in rijen)


def _op_orde(cijfers: Cijfers) -> Mapping[tuple[str, str], float]:
    rows = cijfers.long.filter(pl.col("id").str.starts_with("op_orde.")).drop_nulls("waarde")
    return {(code, id_): waarde for code, id_, waarde in rows.iter_rows()}


def _only_ours(code: str, bij_cbs: Set[str]) -> OneSide:
    if code == ONBEKEND or is_foreign(code):
        return OneSide(code, ("Deze trajecten hebben geen gemeentecode.",))
    doel = gemeente_meant(code)
    if doel is None:
        return OneSide(code)
    where = "staat wel bij het CBS" if doel in bij_cbs else "staat ook niet bij het CBS"
    return OneSide(code, (f"Deze code lijkt te horen bij {display_name(doel)} ({doel}); die {where}.",))


def _only_cbs(code: str, codes: Sequence[str]) -> OneSide:
    elders = [eigen for eigen in codes if gemeente_meant(eigen) == code]
    if elders:
        named = ", ".join(f"'{eigen[:40]}'" for eigen in elders[:5])
        return OneSide(code, (f"In uw bestand staat een andere code die hierbij lijkt te horen: {named}.",))
    if doel := gemeente_meant(code):
        return OneSide(code, (f"Deze gemeente is opgegaan in {display_name(doel)} ({doel}).",))
    return OneSide(code)
