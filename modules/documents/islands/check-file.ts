// The file never leaves the phone: it is hashed here, and only the hash and the printed code are asked about.
import { markIn } from "../mark.ts";

const form = document.querySelector<HTMLFormElement>("form[data-check-file]");
const input = form?.querySelector<HTMLInputElement>("input[type=file]");
form?.addEventListener("submit", async (event) => {
  const file = input?.files?.[0];
  if (!file || !crypto.subtle) return;
  event.preventDefault();
  const bytes = new Uint8Array(await file.arrayBuffer());
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = [...hash].map((one) => one.toString(16).padStart(2, "0")).join("");
  const code = markIn(bytes);
  location.assign(`/cek?sha256=${hex}${code ? `&kode=${code}` : ""}`);
});
