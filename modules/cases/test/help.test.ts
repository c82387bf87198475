import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { askToHelp, endHelp, openDraftFor } from "../commands/help-with-draft.ts";
import { mailResumeCode, makeResumeCode, resumeDraft } from "../commands/resume-code.ts";
import { savePage } from "../commands/save-page.ts";
import { submitApplication } from "../commands/submit-application.ts";
import { draftById } from "../queries/drafts.ts";
import { helpWithDraft } from "../queries/help.ts";
import { resumeCode } from "../queries/resume-code.ts";

type Scene = Awaited<ReturnType<typeof scene>>;
const refused = (code: string, key?: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code && (key === undefined || error.faults[0]?.messageKey === key);
const minute = 60_000;

async function codeOf(s: Scene, draft: string, who = s.owner): Promise<string> {
  await s.act(who, makeResumeCode, { draft });
  return (await s.ask(who, resumeCode, { draft }))!.code;
}
/** The six figures as the person reads them in their inbox. */
const figures = async (s: Scene) =>
  /\d{6}/.exec(
    (
      await s.asOwner<{ title: { id: string } }>(
        "select title from messages.message where kind = 'draft-help-asked' order by id desc limit 1",
      )
    )[0]!.title.id,
  )![0];

test("a draft's code leads its owner, signed in anywhere, to the draft; however it is typed, and nobody else", async (t) => {
  const s = await scene(t);
  const draft = await s.filled();
  const code = await codeOf(s, draft);
  assert.match(code, /^[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}$/);
  const elsewhere = { ...s.owner, session: s.world.newId() };
  for (const typed of [code, code.toLowerCase(), ` ${code.replace("-", " ")} `])
    assert.deepEqual(await s.act(elsewhere, resumeDraft, { code: typed }), { draft, as: null });
  await assert.rejects(s.act(s.joko, resumeDraft, { code }), refused("invalid", "cases.fault.code"));
  await assert.rejects(s.act(s.owner, resumeDraft, { code: "AAAA-AAAA" }), refused("invalid", "cases.fault.code"));
  await assert.rejects(s.act(s.stranger, resumeDraft, { code }), refused("sign-in-needed"));
  await assert.rejects(s.act({ ...s.owner, assurance: 1 }, resumeDraft, { code }), refused("step-up-needed"));
  for (const other of [s.joko, s.reviewer, s.stranger]) {
    await assert.rejects(s.act(other, makeResumeCode, { draft }), Refusal);
    await assert.rejects(s.act(other, mailResumeCode, { draft }), Refusal);
    await assert.rejects(s.ask(other, resumeCode, { draft }), Refusal);
  }
  const next = await codeOf(s, draft);
  await assert.rejects(s.act(s.owner, resumeDraft, { code }), refused("invalid"), "a new code ends the one before");
  await s.act(s.owner, mailResumeCode, { draft });
  const [sent] = await s.asOwner<{ body: { id: string } }>(
    "select body from messages.message where kind = 'draft-resume-code'",
  );
  assert.match(sent!.body.id, new RegExp(next));
  s.clock.forward(14 * 24 * 60 * minute);
  assert.equal(await s.ask(s.owner, resumeCode, { draft }), null);
  await assert.rejects(s.act(s.owner, resumeDraft, { code: next }), refused("invalid"), "it is over");
});

test("codes are not guessed: ten tries in an hour", async (t) => {
  const s = await scene(t);
  for (let i = 0; i < 10; i += 1)
    await assert.rejects(s.act(s.joko, resumeDraft, { code: `AAAA-AAA${i}` }), refused("invalid"));
  await assert.rejects(s.act(s.joko, resumeDraft, { code: "AAAA-AAAA" }), refused("too-many"));
});

test("what was begun for a business is found by who may act for it, and they are told to do so first", async (t) => {
  const s = await scene(t);
  const firm = actors.business(s.id("narti"), s.business.id, ["apply"], { account: await accountOf(s, "narti") });
  const draft = await s.filled({}, firm);
  const code = await codeOf(s, draft, firm);
  assert.deepEqual(await s.act(firm, resumeDraft, { code }), { draft, as: null });
  const privately = { ...s.owner, account: firm.account };
  assert.deepEqual(await s.act(privately, resumeDraft, { code }), { draft, as: { business: s.business.name } });
  await assert.rejects(s.act(s.joko, resumeDraft, { code }), refused("invalid"));
});
const accountOf = async (s: Scene, key: string) =>
  (await s.asOwner<{ id: string }>("select id from identity.account where person = $1", [s.id(key)]))[0]!.id;

test("an officer at a counter opens a draft only with the person's own six figures, for a while, and every trace says who helped", async (t) => {
  const s = await scene(t);
  const draft = await s.filled();
  const code = await codeOf(s, draft);
  const [wulan] = await s.asOwner<{ id: string; account: string }>(
    "select o.id, o.account from identity.officer o join identity.officer_role r on r.officer = o.id where r.role = 'front-desk'",
  );
  const desk = actors.officer(wulan!.id, "dpmptsp", "loket", ["front-desk"], { name: "Wulan", person: s.id("wulan") });
  const other = actors.officer(s.world.newId(), "dpmptsp", "loket", ["front-desk"], { person: s.id("joko") });

  await assert.rejects(s.ask(desk, draftById, { id: draft }), refused("not-found"), "nothing without consent");
  await assert.rejects(s.act(s.reviewer, askToHelp, { code }), refused("not-allowed"));
  await assert.rejects(s.act(s.owner, askToHelp, { code }), refused("not-allowed"));
  await assert.rejects(s.act(desk, askToHelp, { code: "AAAA-AAAA" }), refused("invalid", "cases.fault.code"));
  const { assistance } = await s.act(desk, askToHelp, { code });
  await assert.rejects(s.ask(desk, draftById, { id: draft }), refused("not-found"), "nor by asking");
  const said = await figures(s);
  await assert.rejects(
    s.act(other, openDraftFor, { assistance, code: said }),
    refused("not-found"),
    "not for a colleague",
  );
  const wrong = said === "000000" ? "000001" : "000000";
  await assert.rejects(
    s.act(desk, openDraftFor, { assistance, code: wrong }),
    refused("invalid", "cases.fault.help-code"),
  );
  assert.equal((await s.act(desk, openDraftFor, { assistance, code: said })).draft, draft);

  assert.equal((await s.ask(desk, draftById, { id: draft })).answers.phone, "081234567890");
  const [receipt] = await s.asOwner<{ purpose: string; about: string[] }>(
    "select purpose, about from kernel.journal where kind = 'read' and name = 'cases.draft' and hat = 'officer'",
  );
  assert.deepEqual(receipt, { purpose: "counter", about: [s.id("narti")] });
  await s.act(desk, savePage, { draft, page: "usaha", posted: { workers: "4" } });
  for (const elsewhere of [other, s.reviewer]) {
    await assert.rejects(s.ask(elsewhere, draftById, { id: draft }), Refusal);
    await assert.rejects(s.act(elsewhere, savePage, { draft, page: "usaha", posted: { workers: "9" } }), Refusal);
    await assert.rejects(
      s.act(elsewhere, endHelp, { assistance }),
      refused(elsewhere === other ? "not-found" : "not-allowed"),
    );
  }
  await s.act(desk, submitApplication, { draft, declaration: true });
  const { row, acts } = await s.look(draft);
  assert.equal(row.person, s.id("narti"), "the applicant stays the applicant");
  assert.equal(row.answers.workers, 4);
  assert.deepEqual(
    acts.slice(0, 2).map(({ kind, hat, office, body }) => ({ kind, hat, office, channel: body.channel })),
    [
      { kind: "assisted", hat: "officer", office: "loket", channel: undefined },
      { kind: "submitted", hat: "officer", office: "loket", channel: "counter" },
    ],
  );
  assert.deepEqual(
    (
      await s.asOwner<{ kind: string }>("select kind from messages.message where person = $1 order by id", [
        s.id("narti"),
      ])
    )
      .map(({ kind }) => kind)
      .slice(0, 2),
    ["draft-help-asked", "draft-help-begun"],
  );
  const [acted] = await s.asOwner<{ about: string[] }>(
    "select about from kernel.journal where name = 'cases.save-page' and hat = 'officer'",
  );
  assert.deepEqual(acted!.about, [s.id("narti")], "it stands among what was done with the person's record");
});

test("consent ends: by its time, by the person, by five wrong tries; and nobody helps with their own", async (t) => {
  const s = await scene(t);
  const draft = await s.filled();
  const code = await codeOf(s, draft);
  const desk = actors.officer(s.world.newId(), "dpmptsp", "loket", ["front-desk"], { person: s.id("joko") });
  const begun = async () => {
    const { assistance } = await s.act(desk, askToHelp, { code });
    await s.act(desk, openDraftFor, { assistance, code: await figures(s) });
    return assistance;
  };
  await begun();
  s.clock.forward(61 * minute);
  await assert.rejects(s.ask(desk, draftById, { id: draft }), refused("not-found"), "an hour is over");

  const assistance = await begun();
  assert.equal((await s.ask(s.owner, helpWithDraft, { draft })).filter((one) => one.now).length, 1);
  await assert.rejects(s.ask(s.joko, helpWithDraft, { draft }), refused("not-found"));
  await s.act(s.owner, endHelp, { assistance });
  await assert.rejects(s.act(desk, savePage, { draft, page: "usaha", posted: { workers: "9" } }), refused("not-found"));
  await assert.rejects(s.act(desk, openDraftFor, { assistance, code: "000000" }), refused("conflict"));

  const late = (await s.act(desk, askToHelp, { code })).assistance;
  const said = await figures(s);
  s.clock.forward(16 * minute);
  await assert.rejects(s.act(desk, openDraftFor, { assistance: late, code: said }), refused("invalid"), "too late");

  const guessed = (await s.act(desk, askToHelp, { code })).assistance;
  const right = await figures(s);
  const wrong = right === "000000" ? "000001" : "000000";
  for (let i = 0; i < 5; i += 1)
    await assert.rejects(s.act(desk, openDraftFor, { assistance: guessed, code: wrong }), refused("invalid"));
  await assert.rejects(s.act(desk, openDraftFor, { assistance: guessed, code: right }), refused("too-many"));

  const own = actors.officer(s.world.newId(), "dpmptsp", "loket", ["front-desk"], { person: s.id("narti") });
  await assert.rejects(s.act(own, askToHelp, { code }), refused("not-allowed"));
});
