import { z } from "zod";
import { Button, Details, FileUpload, NumberInput, Select, Textarea, TextInput } from "../../../design/index.ts";
import {
  type Form,
  faultAt,
  field,
  type Refusal,
  type RequestContext,
  readYamlText,
  refuseFields,
  textIn,
  type Upload,
} from "../../../kernel/index.ts";
import type { offerService } from "../commands/services.ts";
import { operationsOf } from "../description/read.ts";
import type { Endpoint, ServiceRow } from "../tables.ts";

const written = (endpoints: readonly Endpoint[]) => endpoints.map(({ method, path }) => `${method} ${path}`).join("\n");

/** What is asked of an agency about an API that it puts behind the gateway; filled with what it said last. */
export function OfferForm({
  context,
  refusal,
  before,
}: {
  context: RequestContext;
  refusal: Refusal | undefined;
  before: ServiceRow | null;
}) {
  const { say, form, once, locale } = context;
  const typed = (name: string, was = "") => ({
    id: name,
    name,
    label: say(`exchange.offer.${name}`),
    value: name in form ? field(form, name) : was,
    error: faultAt(context, refusal, name),
  });
  const hint = (name: string) => ({ hint: say(`exchange.offer.hint-${name}`) });
  return (
    <form method="post" encType="multipart/form-data" noValidate autoComplete="off" class="short">
      <input type="hidden" name="_once" value={once} />
      <TextInput {...typed("title", before ? textIn(before.title, locale) : "")} maxLength={100} />
      {!before && <TextInput {...typed("code")} {...hint("code")} maxLength={60} />}
      <Textarea {...typed("summary", before?.summary)} {...hint("summary")} maxLength={500} rows={3} />
      <TextInput {...typed("address", before?.address ?? "")} {...hint("address")} kind="url" maxLength={300} />
      <FileUpload
        {...{ ...typed("openapi"), value: undefined }}
        {...hint(before?.openapi ? "openapi-again" : "openapi")}
        accept=".json,.yaml,.yml"
      />
      <Details summary={say("exchange.offer.paste")} open={field(form, "pasted") !== ""}>
        <Textarea {...typed("pasted")} rows={8} />
      </Details>
      <Textarea {...typed("endpoints", before ? written(before.endpoints) : "")} {...hint("endpoints")} rows={4} />
      <Textarea {...typed("fields", before?.fields.join(" "))} {...hint("fields")} rows={2} />
      <Select
        {...typed("about", before?.about?.in)}
        {...hint("about")}
        options={["", "body", "header", "query"].map((place) => ({
          value: place,
          text: say(`exchange.offer.about-${place || "nobody"}`),
        }))}
      />
      <TextInput {...typed("aboutName", before?.about?.name)} {...hint("about-name")} maxLength={60} />
      <NumberInput
        {...typed("timeoutMs", String((before?.timeout_ms ?? 10_000) / 1000))}
        {...hint("timeout")}
        width={4}
      />
      <Button>{say(before ? "exchange.offer.save" : "exchange.offer.send")}</Button>
    </form>
  );
}

type Offer = z.input<typeof offerService.input>;

/** What the form says, as the command wants it. What was given before stays where nothing new is given. */
export function offerIn(form: Form, uploads: readonly Upload[], system: string, before: ServiceRow | null): Offer {
  const title = field(form, "title");
  const openapi = documentIn(form, uploads) ?? before?.openapi ?? null;
  const about = field(form, "about");
  const seconds = Number(field(form, "timeoutMs").replace(",", "."));
  return {
    system,
    code: before?.code ?? field(form, "code"),
    title: { id: title, en: title },
    summary: field(form, "summary"),
    address: field(form, "address"),
    endpoints: endpointsIn(field(form, "endpoints"), openapi) as Offer["endpoints"],
    about: about === "" ? null : { in: about as "body", name: field(form, "aboutName") },
    fields: field(form, "fields")
      .split(/[\s,]+/)
      .filter(Boolean),
    openapi,
    timeoutMs: Number.isFinite(seconds) ? Math.round(seconds * 1000) : -1,
  };
}

const unusable = (place: string): never =>
  refuseFields([{ path: "openapi", messageKey: "exchange.fault.openapi", values: { place } }]);

function documentIn(form: Form, uploads: readonly Upload[]): Record<string, unknown> | null {
  const upload = uploads.find((one) => one.field === "openapi" && one.body.length > 0);
  const text = upload ? upload.body.toString("utf8") : field(form, "pasted");
  if (text === "") return null;
  try {
    return text.trimStart().startsWith("{")
      ? JSON.parse(text)
      : readYamlText({ text, shown: "openapi" }, z.record(z.string(), z.unknown()));
  } catch (error) {
    return unusable((error as Error).message.slice(0, 200));
  }
}

/** One in each line; none: those that the document describes. */
function endpointsIn(text: string, openapi: Record<string, unknown> | null): Endpoint[] {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  if (lines.length === 0 && openapi) {
    const operations = operationsOf(openapi);
    if (operations.length === 0) unusable("paths: none");
    return operations.map(({ method, path }) => ({
      method,
      path: path
        .split("/")
        .map((part) => (part.includes("{") ? "*" : part))
        .join("/"),
    }));
  }
  return lines.map((line) => {
    const [method = "", path = ""] = line.split(/\s+/);
    return { method: method.toUpperCase(), path };
  });
}
