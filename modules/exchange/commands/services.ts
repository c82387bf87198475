import { z } from "zod";
import { command, refuse, refuseFields, relation, textSchema } from "../../../kernel/index.ts";
import { DescriptionFault, describe } from "../description/check.ts";
import { isPublicAddress } from "../gateway/address.ts";
import { openings } from "../gateway/opening.ts";
import { isReserved, partShape } from "../identifier.ts";
import { giveKey } from "../keys.ts";
import { owner, speaksFor } from "../party.ts";
import { exchangeOf, sandboxClass } from "../settings.ts";
import { type OfferedApi, offeredApi, systemById } from "../stored.ts";

/** The service is one of the officer's agency. */
export const keeper = relation<OfferedApi>("owner of the service", (actor, { system }) => speaksFor(actor, system));

const code = z.string().trim().regex(partShape, "exchange.fault.code");
const endpoint = z
  .object({
    method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
    path: z
      .string()
      .max(200)
      .regex(/^\/[A-Za-z0-9._~*/-]*$/, "exchange.fault.path"),
  })
  .strict();

/** Puts an API that an agency has already behind the gateway, by configuration; or says anew how it is reached. */
export const offerService = command({
  name: "exchange.offer-service",
  input: z
    .object({
      system: z.uuid(),
      code: code.refine((one) => !isReserved(one), "exchange.fault.taken"),
      title: textSchema,
      /** What it is for, as people read it in the directory. */
      summary: z.string().trim().max(500).default(""),
      address: z.url({ protocol: /^https?$/, error: "exchange.fault.address" }).max(300),
      endpoints: z.array(endpoint).min(1, "exchange.fault.endpoints").max(200),
      /** Where a call names the NIK of the person whom it is about; null when it is about nobody. */
      about: z
        .object({ in: z.enum(["body", "header", "query"]), name: z.string().min(1).max(60) })
        .strict()
        .nullish(),
      /** Fields of its answers that an agreement can open one by one; empty: answers leave whole. */
      fields: z
        .array(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,59}$/))
        .max(200)
        .default([]),
      /** OpenAPI 3.0 or 3.1: what its bodies must look like is checked at the gateway. */
      openapi: z.record(z.string(), z.unknown()).nullish(),
      timeoutMs: z.number().int().min(100).max(60_000).default(10_000),
    })
    .strict(),
  load: ({ tx }, { system }) => systemById(tx, system),
  allow: [{ hat: "officer", roles: ["administrator", "steward"], relation: owner, assurance: 3 }],
  async carryOut({ world, tx, now, newId }, asked, system) {
    if (system.state !== "active") refuse("conflict", "exchange.refusal.not-active");
    if (!(await isPublicAddress(world, asked.address)))
      refuseFields([{ path: "address", messageKey: "exchange.fault.address" }]);
    if (asked.openapi) await mustDescribe(asked.openapi);
    openings.forget(world);
    const [row] = await tx.query<{ id: string }>(
      `insert into exchange.service (id, system, code, title, kind, address, endpoints, openapi, about, fields, timeout_ms, state, changed_at, summary)
       values ($1, $2, $3, $4, 'http', $5, $6, $7, $8, $9, $10, 'offered', $11, $12)
       on conflict (system, code) do update set title = $4, address = $5, endpoints = $6, openapi = $7, about = $8, fields = $9,
         timeout_ms = $10, state = 'offered', changed_at = $11, summary = $12
       where exchange.service.kind = 'http' returning id`,
      [
        newId(),
        system.id,
        asked.code,
        JSON.stringify(asked.title),
        asked.address,
        JSON.stringify(asked.endpoints),
        asked.openapi ? JSON.stringify(asked.openapi) : null,
        asked.about ? JSON.stringify(asked.about) : null,
        asked.fields,
        asked.timeoutMs,
        now,
        asked.summary,
      ],
    );
    if (!row) refuseFields([{ path: "code", messageKey: "exchange.fault.taken" }]);
    return { result: { id: row.id }, facts: [{ name: "exchange.service-offered", subject: row.id }] };
  },
});

/** A document that cannot be checked by is refused where it stands, not when the first message comes. */
async function mustDescribe(openapi: Record<string, unknown>): Promise<void> {
  const fault = (place: string) =>
    refuseFields([{ path: "openapi", messageKey: "exchange.fault.openapi", values: { place } }]);
  if (JSON.stringify(openapi).length > 500_000) fault("500 kB");
  await describe(openapi).catch((error) => {
    if (error instanceof DescriptionFault) fault(error.message);
    throw error;
  });
}

/** Takes it back: nothing is asked of it any more, whatever was agreed. It may be offered again. */
export const withdrawService = command({
  name: "exchange.withdraw-service",
  input: z.object({ service: z.uuid(), reason: z.string().trim().min(3, "exchange.fault.reason").max(300) }).strict(),
  load: ({ tx }, { service }) => offeredApi(tx, service),
  allow: [{ hat: "officer", roles: ["administrator", "steward"], relation: keeper, assurance: 3 }],
  async carryOut({ world, tx, now }, { reason }, { service }) {
    if (service.state === "withdrawn") refuse("conflict", "exchange.refusal.moved-on");
    openings.forget(world);
    await tx.query("update exchange.service set state = 'withdrawn', changed_at = $2 where id = $1", [service.id, now]);
    return { result: null, facts: [{ name: "exchange.service-withdrawn", subject: service.id }], note: { reason } };
  },
});

/** Each register of this house as a service of the agency that keeps it, and the sandbox's. Run at each start; what is there stays. */
export const offerRegister = command({
  name: "exchange.offer-register",
  internal: true,
  input: z
    .object({
      /** The agency that keeps it; null in the sandbox, whose agencies do not exist. */
      agency: z.string().max(60).nullable(),
      member: z.string().max(60),
      name: textSchema,
      register: code,
      title: textSchema,
      fields: z.array(z.string().max(60)).max(200),
    })
    .strict(),
  allow: [{ hat: "system" }],
  async carryOut(context, { agency, member, name, register, title, fields }) {
    const { world, tx, now, newId } = context;
    openings.forget(world);
    const { instance, agencyClass } = exchangeOf(world.government);
    const memberClass = agency ? agencyClass : sandboxClass;
    const of = [instance, memberClass, member] as const;
    const [made] = await tx.query<{ id: string }>(
      `insert into exchange.system (id, instance, member_class, member, system, name, agency, state, asked_at, decided_at)
       values ($1, $2, $3, $4, 'register', $5, $6, 'active', $7, $7)
       on conflict (instance, member_class, member, system) do nothing returning id`,
      [newId(), ...of, JSON.stringify(name), agency, now],
    );
    if (made)
      await giveKey(context, { id: made.id, instance, member_class: memberClass, member, system: "register" }, null);
    const [system] = await tx.query<{ id: string }>(
      "select id from exchange.system where (instance, member_class, member, system) = ($1, $2, $3, 'register')",
      [...of],
    );
    const [row] = await tx.query<{ id: string }>(
      `insert into exchange.service (id, system, code, title, kind, register, endpoints, fields, state, changed_at)
       values ($1, $2, $3, $4, 'register', $3, $5, $6, 'offered', $7)
       on conflict (system, code) do update set title = $4, endpoints = $5, fields = $6, changed_at = $7
       where (exchange.service.title, exchange.service.endpoints, exchange.service.fields) is distinct from ($4::jsonb, $5::jsonb, $6)
       returning id`,
      [newId(), system!.id, register, JSON.stringify(title), JSON.stringify(registerEndpoints), fields, now],
    );
    return {
      result: null,
      subject: row?.id ?? system!.id,
      ...(row && { facts: [{ name: "exchange.service-offered", subject: row.id, body: { register } }] }),
    };
  },
});

/** What every register answers. Who is meant stands in the body, never in an address. */
export const registerEndpoints = [
  { method: "POST", path: "/find" },
  { method: "POST", path: "/exists" },
  { method: "GET", path: "/schema" },
  // To be told of changes: of those whom the system asked about, or of everybody.
  { method: "GET", path: "/events" },
  { method: "GET", path: "/events/all" },
];
