import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** What is wrong with a new password, as a message key; null when it will do. Length matters, odd signs do not (NIST 800-63B). */
export function passwordFault(password: string, about: readonly string[]): string | null {
  const plain = password.normalize("NFKC").toLowerCase();
  if ([...plain].length < 12) return "identity.fault.password-short";
  if ([...plain].length > 200) return "identity.fault.password-long";
  if (isGuessed(plain)) return "identity.fault.password-common";
  return about.flatMap(partsOf).some((word) => plain.includes(word)) ? "identity.fault.password-personal" : null;
}

/** What others know of a person: the words of a name, an address before its @, a number. */
const partsOf = (known: string): string[] =>
  known
    .replace(/@.*/, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= 5);

const rows = ["abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "01234567890"];
const runs = [...rows, ...rows.map((row) => [...row].reverse().join(""))];
const leet: Record<string, string> = { "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", $: "s" };
const unleet = (text: string): string => text.replace(/[013457@$]/g, (sign) => leet[sign]!);

/**
 * Guessed at once: a password that leaked lists begin with, also doubled, with years and signs around it, or with
 * 0 for o; a walk along the keys; few different signs.
 */
function isGuessed(plain: string): boolean {
  if (new Set(plain).size < 5) return true;
  const core = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  const letters = plain.replace(/[^\p{L}]/gu, "");
  return [plain, core, letters, unleet(plain), unleet(core)].some((text) => {
    const unit = /^(.{2,}?)\1+$/su.exec(text)?.[1] ?? text;
    return guessed().has(unit) || isWalk(unit);
  });
}

/** "qwertyuiopas", "1234567890123": nothing but runs of neighbours. */
function isWalk(text: string): boolean {
  for (let at = 0; at < text.length; ) {
    let length = 0;
    for (
      let next = 4;
      at + next <= text.length && runs.some((run) => run.includes(text.slice(at, at + next)));
      next += 1
    )
      length = next;
    if (length === 0) return text.length - at < 4 && at > 0;
    at += length;
  }
  return text.length > 0;
}

let list: ReadonlySet<string> | undefined;
/** Some 19,000: the head of the leaked passwords that zxcvbn-ts lists (MIT), and words that Indonesians choose. Read at first use. */
function guessed(): ReadonlySet<string> {
  list ??= new Set(
    gunzipSync(readFileSync(new URL("guessed-passwords.txt.gz", import.meta.url)))
      .toString()
      .trim()
      .split("\n"),
  );
  return list;
}
