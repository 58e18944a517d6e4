"""The rules on the intake (FAS), each with cases that hit and cases that stay clean."""

from bouw import EERSTE, Geval, fase, met

AFWIJZING = {"beschikkingssoort": "Afwijzingsbeschikking"}

GEVALLEN: tuple[Geval, ...] = (
    ("FAS-06", "een dag verschil", met(intake=fase(eind="2024-04-02", beschikkingsdatum="2024-04-01")), [EERSTE]),
    ("FAS-06", "dezelfde dag", met(intake=fase(eind="2024-04-01", beschikkingsdatum="2024-04-01")), []),
    ("FAS-06", "geen beschikking", met(intake=fase(eind="2024-04-01")), []),
    ("FAS-07", "datum zonder soort", met(intake={"beschikkingsdatum": "2024-04-01"}), [EERSTE]),
    ("FAS-07", "soort zonder datum", met(intake=AFWIJZING), [EERSTE]),
    ("FAS-07", "beide", met(intake={"beschikkingsdatum": "2024-04-01", **AFWIJZING}), []),
    ("FAS-07", "geen van beide", met(intake={}), []),
    ("FAS-08", "oplossing na afwijzing", met(intake=AFWIJZING, oplossing={}), [EERSTE]),
    ("FAS-08", "stabilisatie na afwijzing", met(intake=AFWIJZING, stabilisatie=fase("2024-05-01")), [EERSTE]),
    ("FAS-08", "schuldregeling na afwijzing", met(intake=AFWIJZING, schuldregeling={}), [EERSTE]),
    ("FAS-08", "alleen nazorg na afwijzing", met(intake=AFWIJZING, nazorg=fase("2024-05-01")), []),
    ("FAS-08", "toelating", met(intake={"beschikkingssoort": "Toelatingsbeschikking"}, oplossing={}), []),
    (
        "FAS-09",
        "plan een dag te vroeg",
        met(intake=fase("2024-04-02"), planVanAanpak={"datumAfronding": "2024-04-01"}),
        [EERSTE],
    ),
    (
        "FAS-09",
        "plan op de dag van intake",
        met(intake=fase("2024-04-02"), planVanAanpak={"datumAfronding": "2024-04-02"}),
        [],
    ),
)
