"""Grounds of a refusal, by code, each with the paragraph it rests on. Codes reach statistics; they are never renamed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REGULATION = "Regulation (EU) 2021/821"
COMMON_POSITION = "Common Position 2008/944/CFSP as amended by Decision (CFSP) 2025/779"


class Ground(models.TextChoices):
    OBLIGATIONS = "obligations", _("International obligations and commitments")
    SANCTIONS = "sanctions", _("Sanctions or an arms embargo")
    POLICY = "policy", _("National foreign and security policy")
    DIVERSION = "diversion", _("End-use and risk of diversion")
    C2_A = "c2a", _("Criterion 2: internal repression or other serious violations of human rights")
    C2_C = "c2c", _("Criterion 2: serious violations of international humanitarian law")


@dataclass(frozen=True, slots=True)
class Basis:
    instrument: str
    pinpoint: str
    text: str | Promise
    limb: str = ""
    """The assessed limb that has to bear this ground out; empty where the ground is not assessed limb by limb."""


BASES: dict[Ground, Basis] = {
    Ground.OBLIGATIONS: Basis(
        REGULATION,
        "Art. 15(1)(a)",
        _("obligations and commitments of the state, among them export-control regimes"),
    ),
    Ground.SANCTIONS: Basis(REGULATION, "Art. 15(1)(b)", _("obligations under sanctions and arms embargoes")),
    Ground.POLICY: Basis(
        REGULATION, "Art. 15(1)(c)", _("considerations of national foreign and security policy")
    ),
    Ground.DIVERSION: Basis(REGULATION, "Art. 15(1)(d)", _("the intended end-use and the risk of diversion")),
    Ground.C2_A: Basis(
        COMMON_POSITION,
        "Art. 2(2)(a)",
        _(
            "clear risk that the item might be used to commit or facilitate serious violations of human rights"
        ),
        "human_rights",
    ),
    Ground.C2_C: Basis(
        COMMON_POSITION,
        "Art. 2(2)(c)",
        _(
            "clear risk that the item might be used to commit or facilitate serious violations of international humanitarian law"
        ),
        "humanitarian_law",
    ),
}


def bears_out(ground: Ground, denied_limbs: list[str]) -> bool:
    """Whether a signed assessment found what the ground says."""
    limb = BASES[ground].limb
    return not limb or limb in denied_limbs
