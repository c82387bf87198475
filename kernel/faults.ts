import type { z } from "zod";
import type { Fault } from "./refusal.ts";

/** Schema errors as faults with a message key each; at most 50, the person mends those first. */
export function faultsOf(error: z.ZodError): Fault[] {
  return error.issues.slice(0, 50).map((issue) => ({ path: issue.path.join("."), ...messageOf(issue) }));
}

function messageOf(issue: z.core.$ZodIssue): Pick<Fault, "messageKey" | "values"> {
  // A schema may name its own message: z.string().regex(..., "registry.fault.nik").
  if (/^[a-z]+\.[a-z0-9.-]+$/.test(issue.message)) return { messageKey: issue.message };
  switch (issue.code) {
    case "too_small":
      return issue.origin === "string"
        ? {
            messageKey: Number(issue.minimum) <= 1 ? "kernel.fault.empty" : "kernel.fault.too-short",
            values: { minimum: Number(issue.minimum) },
          }
        : { messageKey: "kernel.fault.too-small", values: { minimum: Number(issue.minimum) } };
    case "too_big":
      return issue.origin === "string"
        ? { messageKey: "kernel.fault.too-long", values: { maximum: Number(issue.maximum) } }
        : { messageKey: "kernel.fault.too-big", values: { maximum: Number(issue.maximum) } };
    case "invalid_type":
      return { messageKey: issue.input === undefined ? "kernel.fault.empty" : "kernel.fault.type" };
    case "unrecognized_keys":
      return { messageKey: "kernel.fault.unknown-field" };
    default:
      return { messageKey: "kernel.fault.format" };
  }
}
