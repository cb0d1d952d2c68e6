"""Grounds of a refusal, by code, each with the paragraph it rests on. Codes reach statistics; they are never renamed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
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
    """The paragraph a ground rests on. `source` names the instrument among the labels of letters, in each language."""

    source: str
    instrument: str
    pinpoint: str
    limb: str = ""
    """The assessed limb that has to bear this ground out; empty where the ground is not assessed limb by limb."""


BASES: dict[Ground, Basis] = {
    Ground.OBLIGATIONS: Basis("regulation", REGULATION, "Art. 15(1)(a)"),
    Ground.SANCTIONS: Basis("regulation", REGULATION, "Art. 15(1)(b)"),
    Ground.POLICY: Basis("regulation", REGULATION, "Art. 15(1)(c)"),
    Ground.DIVERSION: Basis("regulation", REGULATION, "Art. 15(1)(d)"),
    Ground.C2_A: Basis("common_position", COMMON_POSITION, "Art. 2(2)(a)", "human_rights"),
    Ground.C2_C: Basis("common_position", COMMON_POSITION, "Art. 2(2)(c)", "humanitarian_law"),
}


def bears_out(ground: Ground, denied_limbs: list[str]) -> bool:
    """Whether a signed assessment found what the ground says."""
    limb = BASES[ground].limb
    return not limb or limb in denied_limbs
