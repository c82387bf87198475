import { field, type Refusal, Refusal as Refused, type RequestContext } from "../../../kernel/index.ts";
import { faultWords } from "../../forms/index.ts";
import { fileInspection } from "../commands/file-inspection.ts";
import { fieldTask } from "../queries/field-work.ts";
import { takePhoto } from "../upload.ts";

/** Reads a report as the form sends it, with or without script, and files it. */
export async function fileReport(context: RequestContext, task: string): Promise<{ late: string | null }> {
  const { form, act, ask, uploads, world } = context;
  const id = field(form, "report") || world.newId();
  // Sent once more, because the answer to the first try was lost: photos are not taken in again.
  const { sent } = await ask(fieldTask, { task });
  const there = sent.find((one) => one.id === id);
  if (there) return { late: there.late };
  const findings: Record<string, { value: string; remark?: string }> = {};
  for (const name of Object.keys(form)) {
    if (!name.startsWith("item.")) continue;
    const item = name.slice("item.".length);
    const remark = field(form, `remark.${item}`);
    findings[item] = { value: field(form, name).slice(0, 500), ...(remark && { remark }) };
  }
  const photos = [];
  for (const upload of uploads.filter((one) => one.body.length > 0))
    photos.push({ ...(await takePhoto(context, upload.field, upload)), item: upload.field.replace(/^photo\./, "") });
  const [, lat, lon] = /^(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)$/.exec(field(form, "place")) ?? [];
  const made = field(form, "made");
  return act(
    fileInspection,
    {
      id,
      task,
      findings,
      photos,
      ...(lat && lon && { place: { lat: Number(lat), lon: Number(lon) } }),
      ...(field(form, "note") && { note: field(form, "note") }),
      ...(!Number.isNaN(Date.parse(made)) && { madeAt: made }),
    },
    { key: undefined },
  );
}

/** What became of a report, for the phone that sent it. */
export async function answerToPhone(context: RequestContext, task: string): Promise<{ status: number; body: object }> {
  const { say, locale } = context;
  try {
    const { late } = await fileReport(context, task);
    return {
      status: 200,
      body: { state: "sent", says: say(late ? `cases.field.late.${late}` : "cases.field.taken-in") },
    };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { status: error.status, body: { state: stateOf(error), says: wordsOf(error) } };
  }
  function wordsOf({ faults, messageKey, values }: Refusal): string {
    return faults.length > 0
      ? [...new Set(faults.map((fault) => faultWords(fault, say, locale)))].join(" ")
      : say(messageKey, values);
  }
}

/** Signing in again, or trying later, sends it as it is; anything else must be mended by hand. */
const stateOf = ({ code }: Refusal): "sign-in" | "later" | "refused" =>
  code === "sign-in-needed" || code === "not-allowed"
    ? "sign-in"
    : code === "unavailable" || code === "too-many"
      ? "later"
      : "refused";
