import { after, before, type TestContext } from "node:test";
import { generateSync } from "otplib";
import type { Server } from "../../../kernel/http/index.ts";
import { scene } from "../../../test/scene.ts";
import { demoPeople } from "../../registry/index.ts";
import { demoAccounts } from "../index.ts";

type Answer = Awaited<ReturnType<Visitor["get"]>>;
const address = "http://localhost:8080";

/** A browser at the door: it keeps cookies, and says where its forms come from. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  readonly #server: Server;
  readonly #network: string;
  constructor(server: Server, network: string) {
    this.#server = server;
    this.#network = network;
  }
  get session(): string | undefined {
    return this.cookies.get("__Host-session");
  }
  async get(url: string) {
    return this.#ask({ method: "GET", url });
  }
  async post(url: string, form: Record<string, string | string[]>) {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) body.append(name, one);
    return this.#ask({
      method: "POST",
      url,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload: body.toString(),
    });
  }
  /** Whether this browser is somebody here. */
  async isKnown(): Promise<boolean> {
    return (await this.get("/akun")).statusCode === 200;
  }
  async #ask(request: { method: "GET" | "POST"; url: string; headers?: Record<string, string>; payload?: string }) {
    const answer = await this.#server.inject({
      ...request,
      remoteAddress: this.#network,
      headers: {
        origin: address,
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0",
        ...request.headers,
      },
    });
    for (const { name, value } of answer.cookies) {
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    return answer;
  }
}

/** The whole house with its people, and what somebody at its door does. */
async function door(t: TestContext) {
  const s = await scene(t);
  const server = await s.web();
  const accounts = new Map((await demoAccounts(s.world)).map((one) => [one.key, one]));
  const last = new Map<string, number>();
  const account = (key: string) => accounts.get(key)!;

  const d = {
    ...s,
    account,
    person: (key: string) => demoPeople(s.world.government).get(key)!,
    visitor: (network = "203.0.113.7"): Visitor => new Visitor(server, network),
    async idOf(person: string): Promise<string> {
      const sql = "select id from identity.account where person = $1";
      return (await s.asOwner<{ id: string }>(sql, [s.id(person)]))[0]!.id;
    },
    /** A code that was not used yet: the clock goes on when it must. */
    code(key: string, secret = account(key).totpSecret): string {
      const step = () => Math.floor(s.clock.now().getTime() / 30_000);
      if ((last.get(key) ?? 0) >= step()) s.clock.forward(30_000);
      last.set(key, step());
      return generateSync({ secret, epoch: step() * 30 });
    },
    /** Through both steps of signing in, and into the capacity that the account is for. */
    async signIn(key: string, visitor: Visitor = d.visitor(), hat = account(key).hat): Promise<Visitor> {
      const { identifier, password } = account(key);
      await visitor.post("/masuk", { identifier, password });
      await visitor.post("/masuk/kode", { code: d.code(key) });
      if (hat !== "citizen") await d.wear(visitor, hat);
      return visitor;
    },
    async wear(visitor: Visitor, hat: "citizen" | "business" | "officer"): Promise<Answer> {
      const { body } = await visitor.get("/akun/bertindak");
      const choice = new RegExp(`value="(${hat}(?::[^"]*)?)"`).exec(body)?.[1];
      if (!choice) throw new Error(`cannot act as ${hat}`);
      return visitor.post("/akun/bertindak", { choice });
    },
    stepUp: (visitor: Visitor, key: string): Promise<Answer> => visitor.post("/masuk/lagi", { code: d.code(key) }),
    /** The newest code that was mailed. */
    async mailed(kind: string): Promise<string | undefined> {
      const [letter] = await s.asOwner<{ body: { id: string } }>(
        "select body from messages.message where kind = $1 order by sent_at desc, id desc limit 1",
        [kind],
      );
      return /[A-Z2-9]{4}(?:-[A-Z2-9]{4})+/.exec(letter?.body.id ?? "")?.[0];
    },
    /** Kinds of messages in somebody's inbox, newest last. */
    async inbox(person: string): Promise<string[]> {
      const rows = await s.asOwner<{ kind: string }>(
        "select kind from messages.message where person = $1 order by sent_at, id",
        [s.id(person)],
      );
      return rows.map((row) => row.kind);
    },
  };
  return d;
}

/** One house for a file's tests: each uses people and networks of its own, or leaves things as they were. */
export function oneDoor(): { readonly d: Door } {
  const endings: (() => unknown)[] = [];
  const held: { d?: Door } = {};
  before(async () => {
    held.d = await door({ after: (end: () => unknown) => void endings.push(end) } as unknown as TestContext);
  });
  after(async () => {
    for (const end of endings) await end();
  });
  return held as { readonly d: Door };
}
export type Door = Awaited<ReturnType<typeof door>>;
