import type { Assurance } from "../../kernel/index.ts";

const prefix = "urn:pendopo:loa";
/** The levels as relying parties ask for and are told them, the least first. */
export const levels = [1, 2, 3].map((level) => `${prefix}${level}`);

export const levelOf = (assurance: Assurance): string => `${prefix}${Math.max(1, assurance)}`;

/** The least that would content who asked for any of these; 0 when none is a level of ours. */
export function leastOf(asked: string | undefined): Assurance {
  const known = (asked ?? "").split(" ").filter((one) => levels.includes(one));
  return known.length === 0 ? 0 : (Math.min(...known.map((one) => Number(one.slice(prefix.length)))) as Assurance);
}

/** How: a session here has always had two factors (RFC 8176). */
export const methodsOf = (assurance: Assurance): string[] => (assurance >= 2 ? ["mfa"] : ["pwd"]);
