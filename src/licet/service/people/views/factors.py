from __future__ import annotations

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import remove_webauthn
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect

from ..http import SignedInRequest, signed_in


@signed_in
def remove_passkey(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """django-allauth asks whether an app may go, but not whether a passkey may."""
    passkey = Authenticator.objects.filter(pk=pk, user=request.user, type=Authenticator.Type.WEBAUTHN).first()
    adapter = get_adapter()
    if passkey is not None and not adapter.can_delete_authenticator(passkey):
        messages.error(request, adapter.error_messages["cannot_delete_authenticator"])
        return redirect("mfa_list_webauthn")
    response: HttpResponseBase = remove_webauthn(request, pk=pk)
    return response
