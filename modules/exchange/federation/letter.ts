import { createHash } from "node:crypto";
import { z } from "zod";
import { partShape } from "../identifier.ts";

const part = z.string().regex(partShape);
const system = z.object({ instance: part, memberClass: part, member: part, system: part }).strict();
const seal = z
  .object({
    by: z.string().max(200),
    at: z.iso.datetime(),
    algorithm: z.string().max(60),
    publicKey: z.base64().max(1000),
    signature: z.base64().max(1000),
  })
  .strict();

export const Proposal = z
  .object({
    number: z.string().regex(/^[A-Za-z0-9-]{1,60}$/),
    consumer: system,
    service: system.extend({ service: part }),
    fields: z.array(z.string().max(60)).max(200),
    endpoints: z.array(z.object({ method: z.string().max(10), path: z.string().max(220) }).strict()).max(200),
    purpose: z.string().regex(/^[a-z0-9-]{1,60}$/),
    why: z.string().min(10).max(1000),
    law: z.string().min(3).max(300),
    daily: z.number().int().min(1).max(100_000_000),
    startsOn: z.iso.date(),
    expiresOn: z.iso.date(),
    visible: z.string().regex(/^(now|oversight|days:\d{1,4})$/),
    content: z.string().max(60_000),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    signature: seal,
    proposedAt: z.iso.datetime(),
  })
  .strict();
export type Proposal = z.output<typeof Proposal>;

export const Answer = z
  .object({
    verdict: z.enum(["active", "refused"]),
    reason: z.string().max(300).nullable(),
    signature: seal.nullable(),
    at: z.iso.datetime(),
  })
  .strict();
export type Answer = z.output<typeof Answer>;

export const End = z.object({ reason: z.string().max(300), at: z.iso.datetime() }).strict();
export type End = z.output<typeof End>;

const common = {
  from: part,
  to: part,
  sequence: z.number().int().min(1),
  /** The number of the sender's directory: an older copy is pulled before the letter is read. */
  directory: z.number().int().min(0),
  agreement: z.uuid(),
};
/** What one government tells another: each by its number, in order. */
export const Letter = z.discriminatedUnion("kind", [
  z.object({ ...common, kind: z.literal("proposal"), body: Proposal }).strict(),
  z.object({ ...common, kind: z.literal("answer"), body: Answer }).strict(),
  z.object({ ...common, kind: z.literal("end"), body: End }).strict(),
]);
export type Letter = z.output<typeof Letter>;

/** What a letter says, apart from how it is sent: the same under the same number, or it is another one. */
export const letterHash = ({ kind, agreement, body }: Pick<Letter, "kind" | "agreement" | "body">): string =>
  createHash("sha256")
    .update(JSON.stringify([kind, agreement, body]))
    .digest("hex");

export const lettersPath = "/exchange/federation/letters";
/** What the signature of a letter covers. */
export const letterCovers = ["@method", "@path", "content-digest"];
