import { hash } from "node:crypto";
import type { World } from "../../../kernel/index.ts";
import { refuse } from "../../../kernel/index.ts";
import { openProvider } from "./open.ts";

/** A request of a relying party that waits for the person's answer. */
export interface Waiting {
  uid: string;
  client: string;
  scopes: string[];
  acr: string | undefined;
  maxAge: number | undefined;
  /** The relying party wants to see somebody sign in anew. */
  anew: boolean;
  since: Date;
}

/** `held` is the word in the browser's cookie: a request can be answered only where it began. */
export async function waiting(world: World, uid: string, held: string | undefined): Promise<Waiting> {
  const { params, iat } = await interactionOf(world, uid, held);
  const { client_id, scope, acr_values, max_age, prompt } = params as Record<string, string | number | undefined>;
  return {
    uid,
    client: String(client_id),
    scopes: String(scope ?? "").split(" "),
    acr: acr_values === undefined ? undefined : String(acr_values),
    maxAge: max_age === undefined ? undefined : Number(max_age),
    anew: String(prompt ?? "")
      .split(" ")
      .includes("login"),
    since: new Date((iat ?? 0) * 1000),
  };
}

async function interactionOf(world: World, uid: string, held: string | undefined) {
  const provider = await openProvider(world);
  const found = held === uid ? await provider.Interaction.find(uid) : undefined;
  return found ?? refuse("not-found", "signon.refusal.request-over");
}

type Result =
  | { error: string }
  | { login: { accountId: string; acr: string; amr: string[]; ts: number }; consent: object };

/** Hands the answer to the protocol; where the browser goes on. */
export async function answer(world: World, uid: string, held: string | undefined, result: Result): Promise<string> {
  const found = await interactionOf(world, uid, held);
  if ("login" in result && found.session?.accountId && found.session.accountId !== result.login.accountId) {
    // Another person, or the same for somebody else: what the browser's session knew of relying parties is over.
    await world.database.statement("select signon.drop_by_uid($1)", [hash("sha256", found.session.uid, "buffer")]);
    found.session = undefined as never;
  }
  found.result = result as never;
  await found.persist();
  return found.returnTo;
}
