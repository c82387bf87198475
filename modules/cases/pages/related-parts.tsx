import { Button, Details, InsetText, Select, Textarea, TextInput } from "../../../design/index.ts";
import { field, type Refusal, type RequestContext } from "../../../kernel/index.ts";
import { faultWords } from "../../forms/index.ts";
import type { relatedCases } from "../queries/related.ts";
import type { CaseRow } from "../tables.ts";
import { Once } from "./parts.tsx";
import { statusTag } from "./status.tsx";

type Related = Awaited<ReturnType<typeof relatedCases.answer>>;
const kinds = ["same-matter", "objection-to", "renewal-of"] as const;

/** Cases that look the same, before anything else is done with this one. */
export function Alike({
  context: { say },
  caseId,
  alike,
}: {
  context: RequestContext;
  caseId: string;
  alike: Related["alike"];
}) {
  if (alike.length === 0) return null;
  return (
    <InsetText>
      <p class="strong">{say("cases.alike.found", { found: alike.length })}</p>
      <ul>
        {alike.map((one) => (
          <li key={one.id}>
            <a href={`/petugas/kasus/${caseId}/banding/${one.id}`}>{one.number}</a> {one.label},{" "}
            {one.likeness >= 1
              ? say("cases.alike.same-applicant")
              : say("cases.alike.percent", { percent: Math.round(one.likeness * 100) })}{" "}
            {statusTag(one.status, say, false)}
          </li>
        ))}
      </ul>
    </InsetText>
  );
}

/** What belongs together, and for who may: saying so, and making two of one. */
export function Related({
  context,
  row,
  links,
  may,
  refusal,
}: {
  context: RequestContext;
  row: CaseRow;
  links: Related["links"];
  may: boolean;
  refusal: Refusal | undefined;
}) {
  const { say, locale, once, form } = context;
  const at = (path: string) => {
    const fault = refusal?.faults.find((one) => one.path === path);
    return fault && faultWords(fault, say, locale);
  };
  const action = `/petugas/kasus/${row.id}`;
  return (
    <>
      {links.length > 0 && (
        <>
          <h2>{say("cases.related.title")}</h2>
          <ul>
            {links.map((one) => (
              <li key={`${one.id}${one.kind}`}>
                {say(`cases.related.${one.kind}-${one.outward ? "to" : "from"}`)}{" "}
                <a href={`/petugas/kasus/${one.id}`}>{one.number}</a> {statusTag(one.status, say, false)}
              </li>
            ))}
          </ul>
        </>
      )}
      {may && (
        <Details summary={say("cases.related.more")} open={["link", "split"].includes(field(form, "do"))}>
          <form method="post" action={action} noValidate>
            <Once once={once} />
            <Select
              id="kind"
              name="kind"
              label={say("cases.related.kind")}
              value={field(form, "kind")}
              options={kinds.map((kind) => ({ value: kind, text: say(`cases.related.${kind}-to`) }))}
            />
            <TextInput
              id="number"
              name="number"
              label={say("cases.find.label")}
              value={field(form, "number")}
              width={20}
              error={at("number")}
            />
            <Button look="secondary" name="do" value="link">
              {say("cases.related.link")}
            </Button>
          </form>
          {!row.bill && !row.closed_at && (
            <form method="post" action={action} noValidate>
              <Once once={once} />
              <Textarea
                id="split-reason"
                name="split-reason"
                label={say("cases.related.split-why")}
                hint={say("cases.related.split-hint")}
                value={field(form, "split-reason")}
                rows={2}
                maxLength={1000}
                error={field(form, "do") === "split" ? at("reason") : undefined}
              />
              <Button look="secondary" name="do" value="split">
                {say("cases.related.split")}
              </Button>
            </form>
          )}
        </Details>
      )}
    </>
  );
}
