import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { act } from "../../../kernel/act.ts";
import { ask } from "../../../kernel/ask.ts";
import type { WorkContext } from "../../../kernel/index.ts";
import { actors, type StageOptions, stage } from "../../../test/stage.ts";
import { sendMessage } from "../commands/send-message.ts";
import { deliverMail } from "../jobs/deliver-mail.ts";
import { manifest } from "../module.ts";

export const system = actors.system("test");

export interface Received {
  from: string;
  to: string[];
  tls: boolean;
  user: string | undefined;
  raw: string;
  mail: ParsedMail;
}

/** A refusal of the mail server, with its number. */
export const smtpFault = (responseCode: number, text = "no") => Object.assign(new Error(text), { responseCode });

/** A real mail server on this machine. `answers` may be changed while it runs. */
export async function mailServer(t: TestContext, options: SMTPServerOptions = {}) {
  const received: Received[] = [];
  const answers: { from?: Error | undefined; rcpt?: Error | undefined; data?: Error | undefined } = {};
  const open = (port: number) =>
    new Promise<SMTPServer>((done) => {
      const server = new SMTPServer({
        disabledCommands: ["AUTH", "STARTTLS"],
        ...options,
        logger: false,
        onMailFrom: (_address, _session, next) => next(answers.from),
        onRcptTo: (_address, _session, next) => next(answers.rcpt),
        onData(stream, session, next) {
          const parts: Buffer[] = [];
          stream.on("data", (part: Buffer) => parts.push(part));
          stream.on("end", async () => {
            if (answers.data) return next(answers.data);
            const raw = Buffer.concat(parts);
            const { mailFrom, rcptTo } = session.envelope;
            received.push({
              from: mailFrom ? mailFrom.address : "",
              to: rcptTo.map(({ address }) => address),
              tls: session.secure,
              user: session.user as string | undefined,
              raw: raw.toString(),
              mail: await simpleParser(raw),
            });
            next();
          });
        },
      });
      server.on("error", () => {});
      server.listen(port, "127.0.0.1", () => done(server));
    });
  let server: SMTPServer | undefined = await open(0);
  const { port } = server.server.address() as AddressInfo;
  const close = () => new Promise<void>((done) => (server ? server.close(() => done()) : done()));
  t.after(close);
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    received,
    answers,
    /** The server goes away, and comes back at the same place. */
    async leave() {
      await close();
      server = undefined;
    },
    async comeBack() {
      server = await open(port);
    },
  };
}

/** The room of messages alone. */
export async function post(t: TestContext, env: Record<string, string> = {}, more: Pick<StageOptions, "now"> = {}) {
  const s = await stage(t, { modules: [manifest], env: { MAIL_FROM: "layanan@tirta.example", ...env }, ...more });
  const narti = actors.citizen(s.world.newId(), { name: "Narti Suryani" });
  const work: WorkContext = {
    world: s.world,
    act: (command, raw, options) => act(s.world, system, command, raw, options),
    ask: (query, raw) => ask(s.world, system, query, raw),
  };
  return {
    ...s,
    narti,
    send: (more: Partial<Parameters<typeof s.act<typeof sendMessage.input, undefined, { message: string }>>[2]> = {}) =>
      s.act(system, sendMessage, {
        toPerson: more.toBusiness ? undefined : narti.person,
        kind: "test",
        title: { id: "Permohonan Anda disetujui", en: "Your application is approved" },
        body: { id: "Silakan bayar sebelum Jumat.", en: "Please pay before Friday." },
        link: "/tagihan/1",
        ...more,
      }),
    deliveries: () =>
      s.asOwner<{ id: string; state: string; attempts: number; fault: string | null; address: Buffer | null }>(
        "select id, state, attempts, fault, address from messages.delivery order by id",
      ),
    /** The job, as a worker that has it would run it. */
    deliver: (delivery: string) => deliverMail.handle(work, { delivery }),
    facts: async () =>
      (
        await s.asOwner<{ name: string }>(
          `select f->>'name' as name from kernel.journal, jsonb_array_elements(body->'facts') f
           where f->>'name' like 'messages.%' order by id`,
        )
      ).map(({ name }) => name),
  };
}
