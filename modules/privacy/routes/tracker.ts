import { Refusal, type RequestContext, type Route, route } from "../../../kernel/index.ts";
import type { Entry } from "../entry.ts";
import { usagePeriod, usages } from "../queries/usages.ts";
import { wordsFor } from "../words.ts";

// Estonia's data tracker, version 2.1 (Andmejälgija): a portal of any government shows its user what happened to their
// data here. Who asks is known by a bearer token; the numbers that the protocol wants must be the token's own.

type Asked = RequestContext & { headers: Readonly<Record<string, string | undefined>> };

const answered = (body: unknown, status = 200) => ({ body: JSON.stringify(body), type: "application/json", status });

/** The protocol knows three answers: 200, 400 for what was asked wrongly, 500. Who may not ask is told so plainly. */
async function answering(context: Asked, work: () => Promise<unknown>) {
  try {
    return answered(await work());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const status = error.code === "invalid" ? 400 : error.status;
    return answered({ message: context.say(error.messageKey) }, status);
  }
}

const missing = () => new Refusal("invalid", "privacy.refusal.tracker-codes");

const findUsage = route({
  method: "GET",
  path: "/v2/findUsage",
  limit: { times: 60, seconds: 60 },
  handle: (context) =>
    answering(context, async () => {
      const { userCode, periodStart, periodEnd, offset, limit } = context.query;
      const requester = context.headers["x-road-userid"];
      if (!userCode || !requester) throw missing();
      const { total, entries } = await context.ask(usages, {
        userCode,
        requester,
        ...(periodStart && { periodStart }),
        ...(periodEnd && { periodEnd }),
        ...(offset && { offset }),
        ...(limit && { limit }),
      });
      const words = wordsFor(context.world, context.say, context.locale);
      return { totalUsages: total, usages: entries.map((entry) => usageOf(entry, words)) };
    }),
});

/** One line as the protocol writes it: when, why in plain words, which agency, which of its systems or offices. */
const usageOf = (entry: Entry, words: ReturnType<typeof wordsFor>) => ({
  logtime: entry.at.toISOString(),
  action: `${words.what(entry.name, entry.kind)}: ${words.purpose(entry.purpose)}`,
  receiverCode: entry.agency ?? entry.hat,
  receiverName: words.who(entry),
  receiverSystem: entry.office ?? entry.name.slice(0, entry.name.indexOf(".")),
});

const period = route({
  method: "GET",
  path: "/v2/usagePeriod",
  limit: { times: 60, seconds: 60 },
  handle: (context) =>
    answering(context, async () => ({ periodStart: (await context.ask(usagePeriod, {})).toISOString() })),
});

const heartbeat = route({
  method: "GET",
  path: "/v2/heartbeat",
  limit: { times: 60, seconds: 60 },
  async handle({ world, say }) {
    try {
      await world.database.statement("select 1", []);
      return answered({ status: "OK", message: say("privacy.tracker.ready") });
    } catch {
      return answered({ status: "FAIL", message: say("privacy.tracker.away") });
    }
  },
});

export const trackerRoutes: readonly Route[] = [findUsage, period, heartbeat];
