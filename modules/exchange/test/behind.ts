import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { demoPeople } from "../../registry/index.ts";
import { answerAgreement, proposeAgreement } from "../commands/agreements.ts";
import { offerService } from "../commands/services.ts";
import { agencies } from "./agencies.ts";

export type Answer = (asked: IncomingMessage, answer: ServerResponse, body: string) => void;

/** An API that Disdukcapil has already, put behind the gateway; what it answers is the test's to say. */
export async function behind(t: TestContext, answer: Answer, more: object = {}, terms: object = {}) {
  const server = createServer((asked, reply) => {
    const parts: Buffer[] = [];
    asked.on("data", (part) => parts.push(part));
    asked.on("end", () => answer(asked, reply, Buffer.concat(parts).toString()));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const s = await agencies(t, { env: { EXCHANGE_HOSTS: host } });
  const web = await s.web();
  const [reader, giver] = [await s.system(), await s.system("lama", s.provider)];
  const { id: service } = await s.act(s.provider, offerService, {
    system: giver.id,
    code: "lama",
    title: { id: "Aplikasi lama", en: "Old application" },
    address: `http://${host}/api`,
    endpoints: [{ method: "POST", path: "/orang/*" }],
    about: { in: "body", name: "nik" },
    fields: ["nama", "alamat"],
    timeoutMs: 400,
    ...more,
  });
  const { id } = await s.act(s.consumer, proposeAgreement, {
    ...(await s.terms(reader.id, "population", { fields: ["nama"], ...terms })),
    service,
  });
  await s.act(s.provider, answerAgreement, { id, verdict: "active" });
  const nik = demoPeople(s.world.government).get("narti")!.nik;
  const path = "/r1/TIRTA/GOV/disdukcapil/lama/lama/orang/cari?x=1";
  const send = (body: object = { nik }, more: object = {}) =>
    web.inject(s.signed(reader.key, { path, body: JSON.stringify(body), ...more }));
  return { ...s, web, send, nik, host, path, reader, giver, service, agreement: id };
}
