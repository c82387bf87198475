import { Button, Checkboxes, Radios, Textarea, TextInput } from "../../../design/index.ts";
import { faultAt, field, goTo, page, refuse, refuseFields } from "../../../kernel/index.ts";
import { claims, sourceOf } from "../claims.ts";
import { requestClient } from "../commands/clients.ts";
import { Once, Refused, ticked } from "./parts.tsx";

/** One address a line. */
const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

const example = '{"keys":[{"kty":"EC", …}]}';
/** A JWKS as somebody pasted it; null when nothing was. */
export function keysIn(text: string): { keys: Record<string, unknown>[] } | null {
  if (text === "") return null;
  try {
    const read = JSON.parse(text) as { keys?: Record<string, unknown>[]; kty?: string };
    return read.kty ? { keys: [read as Record<string, unknown>] } : { keys: read.keys ?? [] };
  } catch {
    return refuseFields([{ path: "keys", messageKey: "signon.refusal.keys", values: { example } }]);
  }
}

/** An agency asks to let its users sign in with their account here. */
export const newPage = page({
  path: "/petugas/aplikasi/baru",
  show(context, refusal) {
    const { say, form, actor } = context;
    // Asked for before the form is filled in, so that no answer is lost on the way to the second factor.
    if (!actor.officer) refuse("not-allowed", "kernel.refusal.not-allowed");
    if (actor.assurance < 3) refuse("step-up-needed", "kernel.refusal.step-up-needed");
    const label = (name: string) => say(`signon.new.${name}`);
    const labels = {
      name: label("name"),
      redirects: label("redirects"),
      farewells: label("farewells"),
      keys: label("keys"),
      keysAt: label("keys-at"),
      sector: label("sector"),
      purpose: label("purpose"),
      basis: label("basis"),
    };
    const at = (name: keyof typeof labels) => ({
      id: name,
      name,
      label: labels[name],
      value: field(form, name),
      error: faultAt({ say }, refusal, name),
    });
    return {
      title: label("title"),
      back: { href: "/petugas/aplikasi", label: say("signon.one.back") },
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} labels={labels} />
          <h1>{label("title")}</h1>
          <p>{label("lead")}</p>
          <form method="post" action="/petugas/aplikasi/baru" noValidate>
            <Once context={context} />
            <TextInput {...at("name")} hint={label("name-hint")} maxLength={80} />
            <Textarea {...at("purpose")} hint={label("purpose-hint")} rows={2} maxLength={300} />
            <TextInput {...at("basis")} maxLength={300} />
            <Checkboxes
              id="claims"
              name="claims"
              label={label("claims")}
              hint={label("claims-hint")}
              values={ticked(form, "claims")}
              options={claims.map((claim) => ({
                value: claim,
                text: say(`signon.claim.${claim}`),
                hint: say(`signon.source.${sourceOf[claim]}`),
              }))}
            />
            <Radios
              id="actsFor"
              name="actsFor"
              label={label("acts-for")}
              value={field(form, "actsFor") || "self"}
              options={[
                { value: "self", text: label("self") },
                { value: "either", text: label("either") },
              ]}
            />
            <Checkboxes
              id="lasting"
              name="lasting"
              label={label("lasting")}
              values={ticked(form, "lasting")}
              options={[{ value: "yes", text: label("lasting-yes") }]}
            />
            <TextInput
              {...at("sector")}
              value={field(form, "sector") || actor.officer.agency}
              hint={label("sector-hint")}
              width={20}
            />
            <Textarea {...at("redirects")} hint={label("redirects-hint")} rows={3} />
            <Textarea {...at("farewells")} rows={2} />
            <Textarea {...at("keys")} hint={label("keys-hint")} rows={5} />
            <TextInput {...at("keysAt")} kind="url" />
            <Button>{label("send")}</Button>
          </form>
        </div>
      ),
    };
  },
  async submit({ act, form }) {
    const { client } = await act(requestClient, {
      name: field(form, "name"),
      purpose: field(form, "purpose"),
      basis: field(form, "basis"),
      claims: ticked(form, "claims") as never,
      actsFor: field(form, "actsFor") as "self",
      lasting: field(form, "lasting") === "yes",
      sector: field(form, "sector"),
      redirects: linesOf(field(form, "redirects")),
      farewells: linesOf(field(form, "farewells")),
      keys: keysIn(field(form, "keys")) as never,
      keysAt: field(form, "keysAt") || null,
    });
    return goTo(`/petugas/aplikasi/${client}`);
  },
});
