"""Forms of the sign-in library, made to look and speak like ours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.service.base.forms import PlainMessages

PASSWORD_HINT = _(
    "At least 12 characters. Several words are easier to remember; a password that others often use is refused."
)
EMAIL = _("E-mail address")
EMAIL_ERRORS: dict[str, Any] = {
    "required": _("Enter your e-mail address"),
    "invalid": _("Enter an e-mail address in the correct format, like name@example.org"),
}


class Restyled(PlainMessages):
    """No placeholders, which vanish as one types; labels, hints and messages in our words.

    `words` gives, by field: label, hint, and what is said when it is empty.
    """

    words: dict[str, tuple[Any, Any, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                _speak(field, *self.words[name])
            if isinstance(field, forms.EmailField):
                field.error_messages.update(EMAIL_ERRORS)


def _speak(field: forms.Field, label: Any, hint: Any, required: Any) -> None:
    field.label, field.help_text = label, hint
    if required:
        field.error_messages["required"] = required
