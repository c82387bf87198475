import { hash, verify } from "@node-rs/argon2";
import { generateSecret, verify as verifyCode } from "otplib";

// OWASP's floor for argon2id: 19 MiB, two passes; 30 ms a try here.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** A password nobody has: its check takes as long as a real one, so that time tells nothing. */
let nobody: Promise<string> | undefined;

export const hashPassword = (password: string): Promise<string> => hash(password.normalize("NFKC"), cost);

/** True when the password fits. With no hash (no such account) it works as long and says no. */
export async function passwordFits(kept: string | null, password: string): Promise<boolean> {
  nobody ??= hash("nobody has this password", cost);
  const fits = await verify(kept ?? (await nobody), password.normalize("NFKC")).catch(() => false);
  return kept !== null && fits;
}

export const newTotpSecret = (): string => generateSecret({ length: 20 });

/** Checks a six-digit code of RFC 6238 (SHA-1, 30 s) within one step of now. Returns its time step, or null. */
export async function totpStep(secret: string, code: string, now: Date): Promise<number | null> {
  if (!/^\d{6}$/.test(code)) return null;
  const seconds = Math.floor(now.getTime() / 1000);
  const result = await verifyCode({ secret, token: code, epoch: seconds, epochTolerance: 30 });
  return result.valid ? Math.floor(seconds / 30) + ("delta" in result ? (result.delta ?? 0) : 0) : null;
}

export const totpAddress = (issuer: string, label: string, secret: string): string =>
  `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(label)}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
