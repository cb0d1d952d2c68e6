"""The pages on which marks are signed up."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.reasoning.grounding import in_force as edition_on
from licet.service import corpus
from licet.service.corpus.in_force import roots_in_force
from licet.service.corpus.reading import source
from licet.service.corpus.telling import titled
from licet.service.corpus.words import mark_words
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import may, require

from . import services
from .forms import MarkForm
from .marks import CannotMark, doubted, marked_up
from .models import Draft
from .reading import LawRefused, put_on_top
from .selectors import files_in_force


@require_safe
@signed_in
def marks(request: SignedInRequest) -> HttpResponse:
    """Every rule that nobody has fully checked."""
    require(request.user, "own_law.read")
    context = {
        "rows": doubted(corpus.law().corpus, timezone.localdate()),
        "may_put_forward": may(request.user, "own_law.put_forward"),
    }
    return render(request, "own_law/marks.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def sign_up(request: SignedInRequest, rule: str) -> HttpResponse:
    """Who has read the text puts the mark forward; it is own law of one rule."""
    require(request.user, "own_law.put_forward")
    law = corpus.law().corpus
    if rule not in law.rules or source(law, rule) != rule:
        raise Http404
    form = MarkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (made := _marked(request, form, rule)):
        return redirect("own_law:draft", made.pk)
    found = law.rules[rule]
    edition = edition_on(found.editions, timezone.localdate())
    context = {"form": form, "rule": found, "title": titled(found), "edition": edition}
    return render(request, "own_law/sign_up.html", context)


def _marked(request: SignedInRequest, form: MarkForm, rule: str) -> Draft | None:
    given, today = form.cleaned_data, timezone.localdate()
    mark = {
        "rule": rule,
        "mark": given["mark"],
        "source": given["source"],
        "read_on": given["read_on"].isoformat(),
    }
    try:
        new = marked_up(roots_in_force(), rule, given["mark"], given["read_on"], today)
        return services.put_forward(
            actor=request.user,
            own=put_on_top(files_in_force(today), new),
            note=_("Mark of %(rule)s: %(mark)s") % {"rule": rule, "mark": mark_words(given["mark"])},
            starts_on=given["starts_on"],
            today=today,
            mark=mark,
        )
    except (CannotMark, LawRefused) as refused:
        form.add_error(None, str(refused))
    except ValidationError as refused:
        form.add_error(None, refused)
    return None
