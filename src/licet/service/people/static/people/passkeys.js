// Passkeys: the one thing a page cannot do without a script. Turns the form's credential into what the browser's
// passkey says, then sends the form. Without this script the other ways to sign in are all there.
"use strict";

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function readable(options) {
  const key = structuredClone(options.publicKey);
  key.challenge = bytes(key.challenge);
  if (key.user) key.user.id = bytes(key.user.id);
  for (const name of ["allowCredentials", "excludeCredentials"])
    for (const credential of key[name] ?? []) credential.id = bytes(credential.id);
  return { publicKey: key };
}

function writable(credential) {
  const response = { clientDataJSON: text(credential.response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"])
    if (credential.response[name]) response[name] = text(credential.response[name]);
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

async function make(form) {
  const options = readable(given(form).creation_options);
  const alone = form.elements.passwordless?.checked;
  Object.assign(options.publicKey.authenticatorSelection, {
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: Boolean(alone),
    ...(alone ? { userVerification: "required" } : {}),
  });
  return navigator.credentials.create(options);
}

async function asked(form) {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return navigator.credentials.get(readable((await answer.json()).request_options));
}

const given = (form) => JSON.parse(document.getElementById(form.dataset.passkeyOptions).textContent);
const ways = { make, "sign-in": asked, use: (form) => navigator.credentials.get(readable(given(form).request_options)) };

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  const problem = form.querySelector("[data-passkey-problem]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    try {
      form.elements.credential.value = writable(await ways[form.dataset.passkey](form));
      form.submit();
    } catch {
      problem.hidden = false;
    }
  });
}
