import { createHash, randomBytes } from "node:crypto";
import type { TestContext } from "node:test";
import { h } from "preact";
import { openWeb } from "../../../app/web.ts";
import { type Faces, openServer } from "../../../kernel/http/index.ts";
import type { Actor, Manifest } from "../../../kernel/index.ts";
import { actors, type StageOptions, stage } from "../../../test/stage.ts";
import { createBill } from "../commands/bills.ts";
import { startPayment } from "../commands/start-payment.ts";
import { signCallback } from "../gateway/simulator.ts";
import { manifest } from "../module.ts";

export const day = 86_400_000;
export const origin = "http://localhost:8080";

export interface Word {
  event: string;
  reference: string;
  amountMinor: string;
  currency: string;
  happenedAt: string;
}

/** The room of payments alone, with a door at which a cookie says who asks, and the gateway's side of the wire. */
export async function till(t: TestContext, options: Pick<StageOptions, "env" | "now"> & { dressed?: boolean } = {}) {
  const known = new Map<string, Actor>();
  const door: Manifest = {
    name: "door",
    folder: import.meta.dirname,
    doorman: { recognise: async (_world, hash) => known.get(hash.toString("hex")) ?? null },
  };
  const s = await stage(t, { modules: [manifest, door], ...options });
  const web = options.dressed ? await openWeb(s.world) : await openServer(s.world, bare, new Map());
  t.after(() => web.close());
  const narti = actors.citizen(s.world.newId(), { name: "Narti Suryani", assurance: 3 });
  const finance = actors.officer(s.world.newId(), "dpmptsp", "loket", ["finance"], { assurance: 3 });
  const tokenOf = (who: Actor): string => {
    const token = randomBytes(32).toString("base64url");
    known.set(createHash("sha256").update(token).digest("hex"), who);
    return token;
  };
  const cookies = (who?: Actor): Record<string, string> => (who ? { "__Host-session": tokenOf(who) } : {});
  let events = 0;

  const self = {
    ...s,
    narti,
    finance,
    web,
    tokenOf,
    /** What somebody owes; Rp 25,000 within 14 days where nothing else is said. */
    async bill(wish: { person?: string; business?: string; minor?: bigint; days?: number; agency?: string } = {}) {
      const { bill } = await s.act(actors.system("test"), createBill, {
        subject: s.world.newId(),
        payerPerson: wish.person ?? narti.person!,
        payerBusiness: wish.business ?? null,
        title: { id: "Retribusi TRT-2026-000001", en: "Fee TRT-2026-000001" },
        agency: wish.agency ?? "dpmptsp",
        law: "Perda Tirta 3/2025",
        currency: "IDR",
        expiresAt: new Date(s.clock.now().getTime() + (wish.days ?? 14) * day),
        lines: [{ code: "RIUM", title: { id: "Retribusi", en: "Fee" }, minor: wish.minor ?? 2_500_000n }],
      });
      return bill;
    },
    /** The reference of the order with which the bill is paid. */
    async order(bill: string, who: Actor = narti): Promise<string> {
      const { intent } = await s.act(who, startPayment, { bill });
      const [row] = await s.asOwner<{ reference: string }>("select reference from payments.intent where id = $1", [
        intent,
      ]);
      return row!.reference;
    },
    /** What the gateway says of an order: paid in full, now, where nothing else is said. */
    word: (reference: string, more: Partial<Word> = {}): Word => ({
      event: `e${++events}`,
      reference,
      amountMinor: "2500000",
      currency: "IDR",
      happenedAt: s.clock.now().toISOString(),
      ...more,
    }),
    /** Tells it at the door, signed now unless headers are given. */
    async tell(word: Word | string, headers?: Record<string, string>, gateway = "qris") {
      const body = typeof word === "string" ? word : JSON.stringify(word);
      const answer = await web.inject({
        method: "POST",
        url: `/payments/callback/${gateway}`,
        body,
        headers: headers ?? signCallback(s.world, body, s.clock.now()),
      });
      return {
        status: answer.statusCode,
        verdict: /json/.test(String(answer.headers["content-type"])) && answer.json().verdict,
      };
    },
    state: async (bill: string) =>
      (await s.asOwner<{ state: string }>("select state from payments.bill where id = $1", [bill]))[0]!.state,
    /** What stands on each account. */
    async balance(): Promise<Record<string, bigint>> {
      const rows = await s.asOwner<{ account: string; sum: string }>(
        "select account, sum(amount_minor)::text as sum from payments.entry group by account having sum(amount_minor) <> 0",
      );
      return Object.fromEntries(rows.map(({ account, sum }) => [account, BigInt(sum)]));
    },
    exceptions: () =>
      s.asOwner<{ kind: string; amount_minor: bigint; bill: string | null }>(
        "select kind, amount_minor, bill from payments.exception order by id",
      ),
    postRaw: (url: string, body: Buffer, headers: Record<string, string>) =>
      web.inject({ method: "POST", url, body, headers }),
    get: (url: string, who?: Actor) => web.inject({ url, cookies: cookies(who) }),
    post: (url: string, form: Record<string, string>, who?: Actor) =>
      web.inject({
        method: "POST",
        url,
        cookies: cookies(who),
        headers: { origin, "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(form).toString(),
      }),
  };
  return self;
}

/** No more dress than a test needs. */
const bare: Faces = {
  frame: (_context, view) => h("html", null, h("title", null, view.title), h("main", null, view.main)),
  refusal: (_context, refusal) => ({ title: refusal?.code ?? "bug", main: h("p", null, refusal?.code ?? "bug") }),
  signIn: (to) => `/masuk?lanjut=${encodeURIComponent(to)}`,
  stepUp: (to) => `/masuk/lagi?lanjut=${encodeURIComponent(to)}`,
};
