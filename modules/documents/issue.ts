import { readFileSync } from "node:fs";
import { join } from "node:path";
import QRCode from "qrcode";
import { officeOf, textIn, type WorkContext } from "../../kernel/index.ts";
import { openDocument } from "./commands/open-document.ts";
import { sealDocument } from "./commands/seal-document.ts";
import { agencySeal, authorityKey, keyOf } from "./keystore.ts";
import { render } from "./render/render.ts";
import { makeCompact } from "./sign/compact.ts";
import { sha256Hex, signPdf } from "./sign/sign.ts";
import type { Both } from "./tables.ts";

/** What a room hands over to have a document made. */
export interface Order {
  subject: string;
  /** Which of its kind for this subject, when it is decided more than once. */
  edition?: number;
  kind: string;
  title: Both;
  person: string;
  business: string | null;
  holder: string;
  agency: string;
  office: string;
  template: string;
  numberPattern: string;
  /** Day until which it has force, "2031-11-24"; null when it does not end. */
  validUntil: string | null;
  /** Rows of the page, in the order they are printed, in the document's language. */
  rows: readonly { label: string; value: string }[];
  legalBasis: readonly string[];
  /** Who decided, in words, where no officer signs: the rules of low risk, or the law itself. */
  decided?: string;
  /** What a letter says besides its rows: paragraphs in the document's language. */
  body?: readonly string[];
  /** An officer who consented to sign exactly this; none: the agency's seal alone. */
  signatory: { officer: string; name: string; office: string; at: string } | null;
}

/**
 * Makes a document whole: number, page, the officer's signature if one consented, the agency's seal with time
 * stamp, file, register. Every step can be repeated: a job that died half-way ends where it would have.
 */
export async function issueDocument(
  { world, act }: WorkContext,
  order: Order,
): Promise<{ document: string; number: string }> {
  const { template, office, signatory, rows, legalBasis, decided, body = [], ...given } = order;
  const opened = await act(openDocument, { ...given, content: { rows, legalBasis, signatory, decided, body } });
  if (opened.state !== "making") return { document: opened.id, number: opened.number };
  const at = opened.opened_at;
  const agencyName = textIn(officeOf(world.government, order.agency, office)?.agency.name, "id");
  const place = textIn(world.government.name, "id");
  const seal = await agencySeal(world, order.agency);
  const compact = makeCompact(
    {
      c: opened.code,
      n: opened.number,
      k: order.kind,
      h: order.holder.slice(0, 60),
      ...(order.validUntil && { u: order.validUntil }),
      i: at.toISOString().slice(0, 10),
    },
    seal.privateKey,
  );
  const address = `${world.config.PUBLIC_URL.replace(/\/$/, "")}/c/${opened.code}`;
  const folder = join(world.government.folder, "letters", template);
  const words = (day: string) =>
    new Intl.DateTimeFormat("id-ID", { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
  const data = {
    place,
    agency: agencyName,
    kind: textIn(world.government.kind, "id"),
    title: order.title.id,
    titleEn: order.title.en,
    number: opened.number,
    code: opened.code,
    holder: order.holder,
    rows,
    legalBasis,
    decided: decided ?? null,
    body,
    address,
    issued: words(world.calendar.today(at)),
    validUntil: order.validUntil && words(order.validUntil),
    signatory: signatory && { name: signatory.name, office: signatory.office },
    contact: textIn(world.government.contact.address, "id"),
  };
  const unsigned = await render({
    template: readFileSync(join(folder, "template.typ"), "utf8"),
    data,
    at,
    files: {
      "/qr.svg": await QRCode.toString(`${address}#${compact}`, { type: "svg", margin: 0, errorCorrectionLevel: "L" }),
      "/crest.svg": readFileSync(join(folder, "crest.svg"), "utf8"),
    },
  });
  const authority = await authorityKey(world);
  const now = world.clock.now();
  const signers: { name: string; office: string; at: string; kind: "signature" | "seal" }[] = [];
  let pdf = unsigned;
  if (signatory) {
    const key = await keyOf(world, `officer:${signatory.officer}`, {
      name: `${signatory.name} (contoh)`,
      organisation: agencyName,
      use: "signature",
    });
    pdf = await signPdf(pdf, { key, reason: "Keputusan disetujui", location: place, field: "Kepala" }, authority, now);
    signers.push({ name: signatory.name, office: signatory.office, at: signatory.at, kind: "signature" });
  }
  pdf = await signPdf(pdf, { key: seal, reason: "Segel instansi", location: place, field: "Segel" }, authority, now);
  signers.push({ name: agencyName, office: place, at: now.toISOString(), kind: "seal" });
  const sha256 = sha256Hex(pdf);
  // Named by its hash: a second try that died before the register was written leaves no half-true file.
  const store = `documents/${opened.id.slice(0, 8)}/${sha256}.pdf`;
  await world.files.put(store, pdf, "application/pdf");
  const { sealed } = await act(sealDocument, { id: opened.id, sha256, store, bytes: pdf.length, signers });
  // Another try of the same job was first: its file is the document, and this one never was.
  if (!sealed) await world.files.remove(store);
  return { document: opened.id, number: opened.number };
}
