import { createHash, randomBytes, randomInt } from "node:crypto";
import { z } from "zod";

/** 256 random bits for a cookie, a link or a script; only its hash is kept. */
export const newToken = (): string => randomBytes(32).toString("base64url");
export const hashOf = (token: string): Buffer => createHash("sha256").update(token).digest();
/** A hash as text, base64url: commands are given hashes, so no answer that is kept holds a secret. */
export const hashText = (token: string): string => hashOf(token).toString("base64url");
/** Its shape at a command's door. */
export const hash = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
export const hashBytes = (text: string): Buffer => Buffer.from(text, "base64url");

const letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"; // no 0 O 1 I L: they are read aloud and written by hand
/** "K7MQ-2XPD-9RTA": letters that are hard to confuse; 4 give 20 bits. */
export const readableCode = (groups: number): string =>
  Array.from({ length: groups }, () =>
    Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join(""),
  ).join("-");
export const tidyCode = (text: string): string =>
  text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .replace(/(.{4})(?=.)/g, "$1-");
