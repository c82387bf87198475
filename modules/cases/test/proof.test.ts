import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { proveAnswer, sendProofCode } from "../commands/prove-answer.ts";
import { savePage } from "../commands/save-page.ts";
import { submitApplication } from "../commands/submit-application.ts";
import { proofsOf } from "../queries/proof.ts";
import { nextEdition } from "./editions.ts";
import { visitor } from "./visitor.ts";

type Scene = Awaited<ReturnType<typeof scene>>;
const refused = (code: string, key?: string) => (error: unknown) =>
  error instanceof Refusal &&
  error.code === code &&
  (key === undefined || error.messageKey === key || error.faults[0]?.messageKey === key);
const declared = { declaration: true } as const;

/** The licence, whose telephone number must be proved. */
async function proving(t: Parameters<typeof scene>[0], env: Record<string, string> = { TEXT_MESSAGES: "file" }) {
  const s = await scene(t, { env });
  await nextEdition(s, (service) => {
    service.form.pages[0]!.fields.find(({ id }) => id === "phone")!.verify = true;
  });
  return { s, draft: await s.filled({ floorArea: "12", cooks: false }) };
}
/** The text messages that would have been sent. */
const texts = (s: Scene): { to: string; text: string }[] =>
  readFileSync(join(s.config.DATA_DIR, "text-messages-not-sent.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
async function codeSent(s: Scene, draft: string): Promise<string> {
  await s.act(s.owner, sendProofCode, { draft, field: "phone" });
  await s.work();
  return /\d{6}/.exec(texts(s).at(-1)!.text)![0];
}
const other = (code: string) => (code === "000000" ? "000001" : "000000");

test("a number that must be proved keeps the application from being handed in until the code sent to it comes back", async (t) => {
  const { s, draft } = await proving(t);
  const submit = () => s.act(s.owner, submitApplication, { draft, ...declared });
  await assert.rejects(submit(), refused("invalid", "cases.fault.unproved"));
  const narti = await visitor(s, s.id("narti"));
  const place = `/ajukan/${draft}/bukti/phone`;
  assert.equal((await narti.get(`/ajukan/${draft}/periksa`)).headers.location, place);
  assert.equal((await narti.post(`/ajukan/${draft}/pemohon`, { phone: "081234567890" })).headers.location, place);
  assert.equal((await narti.post(place, { do: "send" })).headers.location, `${place}?dikirim=ya`);
  await s.work();
  const [sent] = texts(s);
  assert.equal(sent!.to, "081234567890");
  const code = /\d{6}/.exec(sent!.text)![0];
  const wrong = await narti.post(place, { code: other(code) });
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /keliru/);
  assert.equal((await narti.post(place, { code })).headers.location, `/ajukan/${draft}/periksa`);
  await submit();
  const { acts } = await s.look(draft);
  assert.deepEqual([acts[0]!.kind, acts[0]!.body.field, acts[1]!.kind], ["proved", "phone", "submitted"]);
});

test("a proof is of one answer: another number needs its own, and a code for the number before proves nothing", async (t) => {
  const { s, draft } = await proving(t);
  const code = await codeSent(s, draft);
  const write = (phone: string) => s.act(s.owner, savePage, { draft, page: "pemohon", posted: { phone } });
  await write("089876543210");
  await assert.rejects(s.act(s.owner, proveAnswer, { draft, field: "phone", code }), refused("invalid"));
  const next = await codeSent(s, draft);
  await s.act(s.owner, proveAnswer, { draft, field: "phone", code: next });
  assert.ok((await s.ask(s.owner, proofsOf, { draft }))[0]!.at);
  await write("081111111111");
  assert.equal((await s.ask(s.owner, proofsOf, { draft }))[0]!.at, null);
  await assert.rejects(s.act(s.owner, submitApplication, { draft, ...declared }), refused("invalid"));
});

test("codes run out, are tried five times, sent five times an hour, and only for one's own draft", async (t) => {
  const { s, draft } = await proving(t);
  const prove = (code: string) => s.act(s.owner, proveAnswer, { draft, field: "phone", code });
  const late = await codeSent(s, draft);
  s.clock.forward(10 * 60_000);
  await assert.rejects(prove(late), refused("invalid"), "ten minutes are over");
  const code = await codeSent(s, draft);
  for (let i = 0; i < 4; i += 1) await assert.rejects(prove(other(code)), refused("invalid"));
  await assert.rejects(prove(code), refused("too-many"), "not even the right one");
  for (let i = 0; i < 3; i += 1) await codeSent(s, draft);
  await assert.rejects(s.act(s.owner, sendProofCode, { draft, field: "phone" }), refused("too-many"));
  for (const stranger of [s.joko, s.reviewer, s.stranger]) {
    await assert.rejects(s.act(stranger, sendProofCode, { draft, field: "phone" }), Refusal);
    await assert.rejects(s.act(stranger, proveAnswer, { draft, field: "phone", code }), Refusal);
    await assert.rejects(s.ask(stranger, proofsOf, { draft }), Refusal);
  }
  await assert.rejects(s.act(s.owner, sendProofCode, { draft, field: "workers" }), refused("not-found"));
  const [kept] = await s.asOwner<{ all: string }>("select string_agg(p::text, '') as all from cases.proof p");
  assert.doesNotMatch(kept!.all, /0812/, "what is kept of number and code is a keyed hash");
});

test("where nothing carries text messages the code is refused at once, and nothing is taken on trust", async (t) => {
  const { s, draft } = await proving(t, {});
  await assert.rejects(
    s.act(s.owner, sendProofCode, { draft, field: "phone" }),
    refused("unavailable", "cases.refusal.no-carrier"),
  );
  await assert.rejects(s.act(s.owner, submitApplication, { draft, ...declared }), refused("invalid"));
  assert.deepEqual(await s.count("cases.proof"), [0]);
});
