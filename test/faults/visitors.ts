import { setTimeout as wait } from "node:timers/promises";
import type { World } from "../../kernel/index.ts";
import { issueToken } from "../../modules/identity/index.ts";
import { signCallback } from "../../modules/payments/gateway/simulator.ts";

/** What people were told: each line is an answer that somebody has in hand, and nobody may take back. */
export class Told {
  acts = 0;
  readonly submitted = new Map<string, string>();
  readonly closed: { task: string; outcome: string }[] = [];
  readonly assigned: string[] = [];
  readonly notes: string[] = [];
  readonly begun: string[] = [];
  readonly withdrawn: string[] = [];
  readonly paid: string[] = [];
  readonly unmatched: string[] = [];
  /** Request ids of reads of personal data that were answered. */
  readonly reads: string[] = [];
  retries = 0;
}

interface Case {
  row: { bill: string | null };
  tasks: { id: string; closed_at: string | null }[];
}

/**
 * People and officers at their screens while processes die. Each act has a key and is tried again until it is
 * answered. "Away" and "later" are no answers; every other one is, so that a 500 or a refusal that no rule asks
 * for fails the test.
 */
export async function visitors(world: World, addresses: readonly string[], gone: AbortSignal) {
  const told = new Told();
  const token = (who: string, hat: "business" | "officer") =>
    issueToken(world, `${who}@tirta.example`, { hat, days: 1, steppedUp: true });
  const owner = await token("narti", "business");
  const reviewer = await token("bayu", "officer");
  const head = await token("bambang", "officer");
  let turn = 0;

  async function knock(path: string, init: () => RequestInit): Promise<{ body: unknown; request: string }> {
    for (let tries = 0; tries < 500 && !gone.aborted; tries += 1) {
      const address = addresses[turn++ % addresses.length];
      try {
        const answer = await fetch(address + path, { ...init(), signal: AbortSignal.timeout(20_000) });
        const text = await answer.text();
        if (answer.status < 300) return { body: JSON.parse(text), request: answer.headers.get("x-request-id") ?? "" };
        if (answer.status !== 503)
          throw Object.assign(new Error(`${path}: ${answer.status} ${text.slice(0, 400)}`), { told: true });
      } catch (error) {
        if ((error as { told?: boolean }).told) throw error;
      }
      told.retries += 1;
      await wait(20 + Math.random() * 180);
    }
    throw new Error(`${path}: no answer`);
  }
  async function does(who: string, name: string, body: object): Promise<Record<string, string>> {
    const key = crypto.randomUUID();
    const answer = await knock(`/api/v1/${name.replace(".", "/")}`, () => ({
      method: "POST",
      headers: { authorization: `Bearer ${who}`, "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify(body),
    }));
    told.acts += 1;
    return answer.body as Record<string, string>;
  }
  async function looks(who: string, path: string): Promise<unknown> {
    const { body, request } = await knock(path, () => ({ headers: { authorization: `Bearer ${who}` } }));
    told.reads.push(request);
    return body;
  }
  const look = async (who: string, id: string) => (await looks(who, `/api/v1/cases/case?id=${id}`)) as Case;

  async function submit(draft: string): Promise<string> {
    const { case: id, number } = await does(owner, "cases.submit-application", { draft, declaration: true });
    told.submitted.set(id!, number!);
    return id!;
  }
  async function note(id: string): Promise<void> {
    await does(reviewer, "cases.add-note", { case: id, text: "Sudah dilihat." });
    told.notes.push(id);
  }
  const open = async (id: string) => (await look(reviewer, id)).tasks.find((task) => !task.closed_at)!.id;
  async function finish(who: string, id: string, outcome: string, more: object = {}): Promise<void> {
    const task = await open(id);
    await does(who, "cases.complete-task", { task, outcome, ...more });
    told.closed.push({ task, outcome });
  }
  async function gatewaySays(event: string, reference: string, amountMinor: string): Promise<string> {
    const { currency } = world.government;
    const body = JSON.stringify({ event, reference, amountMinor, currency, happenedAt: new Date().toISOString() });
    const answer = await knock("/payments/callback/qris", () => ({
      method: "POST",
      headers: signCallback(world, body, new Date()),
      body,
    }));
    told.acts += 1;
    return (answer.body as { verdict: string }).verdict;
  }
  /** The gateway's word comes wrong first now and then, and the right one always twice. */
  async function pay(id: string, wrongFirst: boolean): Promise<void> {
    const { bill } = (await look(owner, id)).row;
    await does(owner, "payments.start-payment", { bill: bill! });
    const order = (await looks(owner, `/api/v1/payments/bill?id=${bill}`)) as { intent: Record<string, string> };
    const { reference, amount_minor: amount } = order.intent as { reference: string; amount_minor: string };
    if (wrongFirst) told.unmatched.push(`${await gatewaySays(`${reference}-wrong`, reference, "1")} ${bill}`);
    for (const _ of [1, 2]) if ((await gatewaySays(reference, reference, amount)) === "paid") told.paid.push(bill!);
  }

  return {
    told,
    /** Decided by an officer: looked at, noted, sent on, approved and paid, or refused. */
    async desk(draft: string, i: number): Promise<void> {
      const id = await submit(draft);
      const task = await open(id);
      await does(reviewer, "cases.assign-task", { task, officer: null });
      told.assigned.push(task);
      await note(id);
      await finish(reviewer, id, "forward");
      if (i % 2) await finish(head, id, "refuse", { reason: "keselamatan" });
      else {
        await finish(head, id, "approve");
        await pay(id, i % 8 === 0);
      }
    },
    /** Decided by the house itself; paid at once. */
    async quick(draft: string, i: number): Promise<void> {
      await pay(await submit(draft), i % 8 === 0);
    },
    async withdrawn(draft: string): Promise<void> {
      const id = await submit(draft);
      await note(id);
      await does(owner, "cases.withdraw-application", { case: id });
      told.withdrawn.push(id);
    },
    async draft(): Promise<void> {
      const { draft } = await does(owner, "cases.begin-draft", { service: "izin-usaha-mikro" });
      told.begun.push(draft!);
      await does(owner, "cases.drop-draft", { draft });
    },
  };
}
