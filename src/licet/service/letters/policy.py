"""Who reads letters. Nobody writes one by hand: a letter follows from a decision."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.people.models import User
from licet.service.people.policy import Decision, no, rule, yes

from .models import Letter


@rule("letter.read", label=gettext_lazy("Read a letter"), reads=True)
def may_read(actor: User, letter: Letter | None) -> Decision:
    if letter is None or Letter.objects.visible_to(actor).filter(pk=letter.pk).exists():
        return yes(_("It is addressed to your organisation, or you are of the authority that sent it."))
    return no(_("This letter is not addressed to you."))
