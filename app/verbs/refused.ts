import type { Refusal, World } from "../../kernel/index.ts";
import { UsageFault } from "./usage.ts";

/** What a verb was refused, in words for whoever sits at the machine. */
export function refusedAt({ words }: World, { code, messageKey, values, faults: [fault] }: Refusal): UsageFault {
  if (code === "unavailable")
    return new UsageFault("The database does not answer. Is PostgreSQL running at the address in DATABASE_URL?");
  const say = words.say("en");
  return new UsageFault(fault ? say(fault.messageKey, fault.values) : say(messageKey, values));
}
