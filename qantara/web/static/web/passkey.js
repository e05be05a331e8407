// Passkeys, where the browser can: the button is shown, and what the key signed is sent with the form.
// Without this script the code of an app does.
"use strict";

const row = document.querySelector("[data-passkey=get], [data-passkey=create]");
const can = window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON;

if (row && can) {
  const options = JSON.parse(row.dataset.options);
  const answer = document.querySelector("[data-passkey=answer]");
  const act = row.dataset.passkey;
  document.querySelector("[data-passkey=without]")?.remove();
  row.hidden = false;
  row.querySelector("button").addEventListener("click", async () => {
    if (act === "create" && !answer.form.reportValidity()) return;
    try {
      const key = act === "create"
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      answer.value = JSON.stringify(key);
      answer.form.submit();
    } catch (refused) {
      // The person changed their mind, or the key is not at hand: the page stays as it is.
      if (refused.name !== "NotAllowedError" && refused.name !== "InvalidStateError") throw refused;
    }
  });
}
