// A button that has the browser make a passkey, or prove itself by one, and sends what comes of it with its form.

const form = document.querySelector("form[data-passkey]");
const said = document.getElementById("passkey-said");

async function made() {
  const options = JSON.parse(form.dataset.passkey).publicKey;
  if (form.dataset.kind === "new") {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    return navigator.credentials.create({ publicKey });
  }
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return navigator.credentials.get({ publicKey });
}

form?.addEventListener("submit", async (event) => {
  const credential = form.elements.namedItem("credential");
  if (credential.value) return;
  event.preventDefault();
  if (!globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON) {
    said.textContent = "This browser has no passkeys. Use a code from your app.";
    return;
  }
  try {
    credential.value = JSON.stringify((await made()).toJSON());
    form.submit();
  } catch {
    said.textContent = "Nothing came of it: the key was not used, or is none of yours. Try again, or use a code.";
  }
});
