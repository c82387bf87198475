import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { act } from "../kernel/act.ts";
import { ask } from "../kernel/ask.ts";
import { type Actor, type Command, type Query, Refusal, roles } from "../kernel/index.ts";
import { fileObjection } from "../modules/cases/commands/file-objection.ts";
import { inviteToHearing } from "../modules/cases/commands/hearings.ts";
import type { DocumentRow } from "../modules/documents/tables.ts";
import { examplePeople } from "../modules/registry/index.ts";
import { validInputs } from "./policy-inputs.ts";
import { oneDataHeld } from "./policy-inputs-onedata.ts";
import { keptInSignon } from "./policy-inputs-signon.ts";
import { scene } from "./scene.ts";
import { actors } from "./stage.ts";

/** A refused case with an open objection and a hearing ahead. */
async function objectedTo(s: Awaited<ReturnType<typeof scene>>) {
  const refused = await s.submitted();
  await s.does(s.reviewer, refused, "forward");
  await s.does(s.head, refused, "refuse", { reason: "keselamatan" });
  await s.work();
  const { objection } = await s.act(s.owner, fileObjection, { case: refused, grounds: "Dapur sudah punya ventilasi." });
  const at = s.world.calendar.deadline(s.clock.now(), 4);
  const invited = { case: refused, at, place: "Aula dinas", matter: "Ventilasi dapur" };
  return { objection, ...(await s.act(s.reviewer, inviteToHearing, invited)) };
}

/** A system of the health agency that asked for the population register. */
async function exchanging(s: Awaited<ReturnType<typeof scene>>) {
  const { offerRegisters } = await import("../modules/exchange/index.ts");
  const { askSystem, decideSystem } = await import("../modules/exchange/commands/systems.ts");
  const { proposeAgreement } = await import("../modules/exchange/commands/agreements.ts");
  await offerRegisters(s.world);
  const at = (agency: string, office: string) =>
    actors.officer(randomUUID(), agency, office, ["steward"], { assurance: 3 });
  const consumer = at("dinkes", "sdm-kesehatan");
  const asked = { system: "uji", name: "Uji", contact: "data@uji.example" };
  const { id: system } = await s.act(consumer, askSystem, asked);
  await s.act(at("diskominfo", "statistik"), decideSystem, { id: system, verdict: "active" });
  const [offered] = await s.asOwner<{ id: string }>("select id from exchange.service where register = 'population'");
  const { id: agreement } = await s.act(consumer, proposeAgreement, {
    consumer: system,
    service: offered!.id,
    fields: ["name"],
    purpose: "service",
    why: "karena sebuah uji",
    law: "uji",
    daily: 1,
    expiresOn: "2027-01-01",
  });
  return { system, service: offered!.id, agreement };
}

test("every command and every query refuses every role and every other person that its policy does not open it to", async (t) => {
  const s = await scene(t);
  const waiting = await s.submitted();
  const paid = await s.submitted({ floorArea: "12", cooks: false });
  const { recordPayment } = await import("../modules/cases/commands/record-payment.ts");
  const system = actors.system("test");
  await s.act(system, recordPayment, { case: paid });
  await s.work();
  const draft = await s.filled();
  const [permit] = await s.asOwner<{ id: string }>("select id from permits.permit");
  const { objection, hearing } = await objectedTo(s);
  const [document] = await s.asOwner<DocumentRow>("select * from documents.document");
  const [bill] = await s.asOwner<{ id: string }>("select id from payments.bill");
  const [message] = await s.asOwner<{ id: string }>("select id from messages.message");
  const [officer] = await s.asOwner<{ id: string }>("select id from identity.officer");
  const task = await s.task(waiting, "dpmptsp");
  const narti = s.id("narti");
  const { declareAbsence } = await import("../modules/cases/commands/absence.ts");
  const { prepareBulk } = await import("../modules/cases/commands/bulk.ts");
  const { askInquiry } = await import("../modules/cases/commands/inquiry.ts");
  const me = s.reviewer.officer!.id;
  const away = { officer: me, deputy: null, duties: ["reviewer" as const], from: "2027-01-01", until: "2027-01-01" };
  const { id: absence } = await s.act(s.reviewer, declareAbsence, away);
  const { id: bulk } = await s.act(s.reviewer, prepareBulk, { kind: "note", rows: [task], text: "Sudah." });
  const question = { case: waiting, outside: "Kantor lain", question: "Benarkah?", workingDays: 2 };
  const { id: inquiry } = await s.act(s.reviewer, askInquiry, question);
  const { openDraft } = await import("../modules/catalogue/commands/open-draft.ts");
  const designer = actors.officer(randomUUID(), "dpmptsp", "perizinan", ["designer"], { account: randomUUID() });
  const { draft: serviceDraft } = await s.act(designer, openDraft, { code: "izin-usaha-mikro" });
  const [migration] = await s.asOwner<{ id: string }>(
    `insert into cases.migration (id, service, from_versions, to_version, mapping, state, planned_by, planned_at, open_cases)
     values ($1, 'izin-usaha-mikro', '{1}', 2, '{}', 'planned', $1, now(), 0) returning id`,
    [randomUUID()],
  );

  const [signal] = await s.asOwner<{ id: string }>(
    `insert into cases.signal (id, name, service, agency, reason, state, sent_at)
     values ($1, 'x', 'izin-usaha-mikro', 'dpmptsp', 'uji', 'running', now()) returning id`,
    [randomUUID()],
  );

  const [record] = await s.asOwner<{ id: string }>(
    `insert into registers.record (id, register, number, person, definition, data, words, valid_from, recorded_at, reason)
     values ($1, 'biodata', $2, $2::text::uuid, 1, '{}', '', '2026-01-01', now(), 'uji') returning id`,
    [randomUUID(), narti],
  );
  const [load] = await s.asOwner<{ id: string }>(
    `insert into registers.load (id, register, kind, name, store, format, hash, bytes, reason, state, asked_by, agency, office, asked_at)
     values ($1, 'biodata', 'file', 'x', 'x', 'csv', 'x', 1, 'uji', 'checked', $1, 'disdukcapil', 'loket', now()) returning id`,
    [randomUUID()],
  );
  const { openDraft: openRegister } = await import("../modules/registers/steward/commands.ts");
  const steward = actors.officer(randomUUID(), "disdukcapil", "loket", ["steward"], { account: randomUUID() });
  const { draft: registerDraft } = await s.act(steward, openRegister, { code: "biodata" });
  const [effect] = await s.asOwner<{ id: string }>(
    `insert into cases.effect (id, case_id, case_number, title, place, register, keeper, state, at)
     values ($1, $2, 'x', '{}', '9', 'biodata', 'disdukcapil', 'held', now()) returning id`,
    [randomUUID(), waiting],
  );
  const [proposal] = await s.asOwner<{ id: string }>(
    `insert into registry.proposal (id, kind, person, other, version, other_version, reason, proposed_by, agency, office, proposed_at)
     values ($1, 'merge', $2, $3, 1, 1, 'karena uji', $1, 'disdukcapil', 'loket', now()) returning id`,
    [randomUUID(), narti, s.id("joko")],
  );
  const { askRight } = await import("../modules/rights/commands/ask.ts");
  const { request } = await s.act(s.owner, askRight, { kind: "access", told: "Data apa yang disimpan?" });
  const ticket = await s.booked();
  const [somebody] = examplePeople(s.world.government);
  const inputs = validInputs({
    ...(await exchanging(s)),
    somebody,
    oneData: await oneDataHeld(s.asOwner),
    visit: await s.helped(),
    narti,
    joko: s.id("joko"),
    proposal: proposal!.id,
    business: s.business.id,
    officer: officer!.id,
    bill: bill!.id,
    message: message!.id,
    document: document!.id,
    draft,
    waiting,
    paid,
    task,
    ticket,
    absence,
    bulk,
    inquiry,
    serviceDraft,
    migration: migration!.id,
    signal: signal!.id,
    permit: permit!.id,
    objection,
    hearing,
    record: record!.id,
    load: load!.id,
    registerDraft,
    effect: effect!.id,
    request,
    ...(await keptInSignon(s, narti)),
  });
  // Doors of sign-in prove by themselves who stands there; identity's own tests try them.
  const provesItself =
    /^(identity\.(begin-sign-in|finish-sign-in|begin-sign-up|finish-sign-up|confirm-totp|begin-reset|finish-reset|begin-passkey-sign-in|sign-in-with-passkey))$/;

  const everybody: [who: string, actor: Actor][] = [
    ["a stranger", actors.stranger],
    ["another citizen", s.joko],
    ["another business", actors.business(s.id("joko"), randomUUID())],
    [
      "a system without an agreement",
      {
        ...actors.stranger,
        hat: "machine",
        assurance: 2,
        machine: { id: randomUUID(), member: "dinsos", system: "uji", agreement: null },
      },
    ],
    ...roles.flatMap((role): [string, Actor][] => [
      [`${role} of a foreign office`, actors.officer(randomUUID(), "dinsos", "bantuan", [role], { assurance: 3 })],
    ]),
  ];
  // Ties that say who may not, rather than who may: the role alone opens to all others.
  const exclusions = new Set(["not the officer", "second person"]);
  const missing: string[] = [];
  const opened: string[] = [];
  let tried = 0;
  for (const room of s.world.modules) {
    for (const declared of [...(room.commands ?? []), ...(room.queries ?? [])]) {
      if (provesItself.test(declared.name)) continue;
      for (const [who, actor] of everybody) {
        // A grant without a tie opens by hat and duty alone; one with a tie must not fit anybody here.
        const free = declared.allow.some(
          (grant) =>
            (!grant.relation || exclusions.has(grant.relation.name)) &&
            (grant.hat === "anyone" ||
              (grant.hat === actor.hat &&
                (!grant.roles || grant.roles.some((role) => actor.officer?.roles.includes(role))))),
        );
        if (free) continue;
        const input = inputs[declared.name];
        if (input === undefined) {
          missing.push(declared.name);
          break;
        }
        tried += 1;
        try {
          if (declared.kind === "command") await act(s.world, actor, declared as unknown as Command, input);
          else await ask(s.world, actor, declared as unknown as Query, input);
          opened.push(`${declared.name} opened to ${who}`);
        } catch (error) {
          if (!(error instanceof Refusal)) throw new Error(`${declared.name} as ${who}: ${(error as Error).message}`);
          if (!["sign-in-needed", "not-allowed", "not-found", "step-up-needed"].includes(error.code))
            opened.push(
              `${declared.name} as ${who}: ${error.code} ${error.messageKey} ${JSON.stringify(error.faults)}`,
            );
        }
      }
    }
  }
  assert.deepEqual([...new Set(missing)], [], "say in `inputs` what a valid call looks like");
  assert.deepEqual(opened, []);
  assert.ok(tried > 500, `${tried} tries`);
});

test("with the application's login, no table shows another person's rows to a citizen, a stranger or a foreign office", async (t) => {
  const s = await scene(t);
  await s.submitted();
  const tables = await s.asOwner<{ name: string; columns: string[]; sealed: boolean }>(
    `select format('%I.%I', n.nspname, c.relname) as name, c.relrowsecurity and c.relforcerowsecurity as sealed,
       (select array_agg(attname::text) from pg_attribute a where a.attrelid = c.oid and attnum > 0) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname = any($1)`,
    [s.world.modules.map((room) => room.name)],
  );
  assert.ok(tables.length > 30, `${tables.length} tables`);
  const personal = tables.filter(({ columns }) =>
    columns.some((column) => /^(person|nik|birth_date|email|holder|account)$/.test(column)),
  );
  assert.deepEqual(
    personal.filter(({ sealed }) => !sealed).map(({ name }) => name),
    [],
    "row security is forced on personal tables",
  );
  const seen: string[] = [];
  const foreign = actors.officer(randomUUID(), "dinsos", "bantuan", ["reviewer"]);
  for (const [who, actor] of [
    ["a stranger", actors.stranger],
    ["another citizen", s.joko],
    ["a foreign office", foreign],
  ] as const) {
    for (const { name, columns } of personal) {
      if (!columns.includes("person")) continue;
      await s.world.database.inTransaction(actor, false, async (tx) => {
        const rows = await tx.query(`select 1 from ${name} where person = $1 limit 1`, [s.id("narti")]);
        // Registers serve every office: there the policy asks for duty and purpose, and each read is on record.
        const register = name.startsWith("registry.") && actor.hat === "officer";
        if (rows.length > 0 && !register) seen.push(`${name} shows Narti's rows to ${who}`);
      });
    }
  }
  assert.deepEqual(seen, []);
});
