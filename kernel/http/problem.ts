import { Refusal } from "../refusal.ts";
import type { Say } from "../words.ts";

/** RFC 9457 problem document. `type` is a stable address of the refusal's code. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  errors?: { pointer: string; detail: string; code: string }[];
}

/** A refusal, or a bug about which nothing is told but the request's id. */
export function problemOf(error: unknown, say: Say, requestId: string): Problem {
  const refusal = error instanceof Refusal ? error : null;
  const code = refusal?.code ?? "internal";
  const problem: Problem = {
    type: `/api/problems#${code}`,
    title: say(`kernel.problem.${code}`),
    status: refusal?.status ?? 500,
    detail: refusal ? say(refusal.messageKey, refusal.values) : say("kernel.problem.internal-detail"),
    instance: `urn:uuid:${requestId}`,
    code,
  };
  if (refusal && refusal.faults.length > 0) {
    problem.errors = refusal.faults.map(({ path, messageKey, values }) => ({
      pointer: `/${path.replaceAll(".", "/")}`,
      detail: say(messageKey, values),
      code: messageKey,
    }));
  }
  return problem;
}
