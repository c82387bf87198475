import type { Say } from "./words.ts";

/** Why an act or a question was turned down, in words a machine keeps stable. */
export type RefusalCode =
  | "invalid"
  | "not-found"
  | "sign-in-needed"
  | "step-up-needed"
  | "not-allowed"
  | "conflict"
  | "too-many"
  | "too-large"
  | "unavailable";

/** One field that the person can mend: `path` as in the form ("products.0.name"). */
export interface Fault {
  path: string;
  messageKey: string;
  values?: Record<string, string | number>;
}

const statuses: Record<RefusalCode, number> = {
  invalid: 422,
  "not-found": 404,
  "sign-in-needed": 401,
  "step-up-needed": 403,
  "not-allowed": 403,
  conflict: 409,
  "too-many": 429,
  "too-large": 413,
  unavailable: 503,
};

/** What a person can mend. Everything else is a bug and is thrown as it is. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly messageKey: string;
  readonly values: Record<string, string | number>;
  readonly faults: readonly Fault[];

  constructor(
    code: RefusalCode,
    messageKey: string,
    more: { values?: Fault["values"]; faults?: readonly Fault[] } = {},
  ) {
    super(`${code}: ${messageKey}`);
    this.name = "Refusal";
    this.code = code;
    this.messageKey = messageKey;
    this.values = more.values ?? {};
    this.faults = more.faults ?? [];
  }

  /** The HTTP status that says the same. */
  get status(): number {
    return statuses[this.code];
  }
}

/** Turns the act down; nothing of it is kept. */
export function refuse(code: RefusalCode, messageKey: string, values?: Fault["values"]): never {
  throw new Refusal(code, messageKey, { values });
}

/** Turns down a form with the fields to mend. */
export function refuseFields(faults: readonly Fault[]): never {
  throw new Refusal("invalid", "kernel.refusal.invalid", { faults });
}

/** The words of the fault of one answer, or of a part of it; nothing when there is none. */
export const faultAt = ({ say }: { say: Say }, refusal: Refusal | undefined, path: string): string | undefined => {
  const fault = refusal?.faults.find((one) => one.path === path || one.path.startsWith(`${path}.`));
  return fault && say(fault.messageKey, fault.values);
};
