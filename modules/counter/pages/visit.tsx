import { Button, ButtonLink, CodeInput, FileUpload, InsetText, Select, SummaryList } from "../../../design/index.ts";
import {
  field,
  goTo,
  page,
  Refusal,
  type RequestContext,
  refuse,
  refuseFields,
  textIn,
} from "../../../kernel/index.ts";
import { takePhoto } from "../../cases/index.ts";
import { confirmByCode, confirmByPaper, sendCode } from "../commands/confirm.ts";
import { beginFor, endVisit } from "../commands/help.ts";
import { visitById } from "../queries/visits.ts";
import { faultAt, Once, officeWords, Refused } from "./parts.tsx";

type Visit = Awaited<ReturnType<typeof visit>>;
const visit = ({ ask, params }: RequestContext) => ask(visitById, { id: params.visit ?? "" });

/** One visit: first the person's yes, then the application, then the receipt. */
export const visitPage = page({
  path: "/petugas/dampingi/:visit",
  async show(context, refusal) {
    const { say, locale } = context;
    const row = await visit(context);
    return {
      title: say("counter.visit.title", { service: textIn(row.title, locale) }),
      back: { href: "/petugas/dampingi", label: say("counter.title") },
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          <p class="caption">{textIn(row.title, locale)}</p>
          <h1>{row.name}</h1>
          <SummaryList
            rows={[
              { key: say("counter.fact.state"), value: say(`counter.state.${row.state}`) },
              ...(row.means ? [{ key: say("counter.fact.means"), value: say(`counter.means.${row.means}`) }] : []),
              ...(row.case ? [{ key: say("counter.fact.number"), value: row.case.number }] : []),
              { key: say("counter.fact.office"), value: officeWords(context, row) },
            ]}
          />
          {row.objection && <InsetText>{say("counter.objected", { reason: row.objection })}</InsetText>}
          {row.state === "opened" && <Consent context={context} row={row} refusal={refusal} />}
          {row.state === "confirmed" && !row.draft && <Begin context={context} row={row} />}
          {row.state === "confirmed" && row.draft && !row.case && (
            <ButtonLink href={`/ajukan/${row.draft}/periksa`}>{say("counter.go-on")}</ButtonLink>
          )}
          {row.case && (
            <ButtonLink href={`/petugas/dampingi/${row.id}/tanda-terima`}>{say("counter.receipt.print")}</ButtonLink>
          )}
          {(row.state === "opened" || row.state === "confirmed") && (
            <form method="post" action={`/petugas/dampingi/${row.id}`}>
              <Once context={context} />
              <Button look="link" name="do" value="end">
                {say("counter.end")}
              </Button>
            </form>
          )}
        </div>
      ),
    };
  },
  async submit(context) {
    const { act, form, params, uploads } = context;
    const id = params.visit ?? "";
    const here = goTo(`/petugas/dampingi/${id}`);
    switch (field(form, "do")) {
      case "send":
        await act(sendCode, { visit: id });
        return goTo(`/petugas/dampingi/${id}?kode=dikirim`);
      case "code": {
        const said = await act(
          confirmByCode,
          { visit: id, code: field(form, "code").slice(0, 20) },
          { key: undefined },
        );
        if (!said.confirmed) refuseFields([{ path: "code", messageKey: said.fault ?? "counter.fault.code" }]);
        return here;
      }
      case "paper": {
        // Asked first, so that no photo is kept for a visit of somebody else.
        await visit(context);
        const upload = uploads.find((one) => one.field === "paper" && one.body.length > 0);
        if (!upload)
          throw new Refusal("invalid", "kernel.refusal.invalid", {
            faults: [{ path: "paper", messageKey: "counter.fault.paper" }],
          });
        const { id: _id, ...paper } = await takePhoto(context, "paper", upload);
        await act(confirmByPaper, { visit: id, paper });
        return here;
      }
      case "begin": {
        const business = field(form, "business");
        const { draft, firstPage } = await act(beginFor, { visit: id, ...(business && { business }) });
        return goTo(`/ajukan/${draft}/${firstPage}`);
      }
      case "end":
        await act(endVisit, { visit: id });
        return here;
      default:
        return refuse("invalid", "kernel.refusal.invalid");
    }
  },
});

/** Two ways to say yes; the officer can press neither for the person. */
function Consent({ context, row, refusal }: { context: RequestContext; row: Visit; refusal: Refusal | undefined }) {
  const { say } = context;
  const path = `/petugas/dampingi/${row.id}`;
  return (
    <>
      <h2>{say("counter.consent.title")}</h2>
      <p>{say("counter.consent.text")}</p>
      <form method="post" action={path} noValidate autocomplete="off">
        <Once context={context} />
        {row.code_until ? (
          <>
            <CodeInput id="code" name="code" label={say("counter.code")} error={faultAt(refusal, "code", say)} />
            <div class="govuk-button-group">
              <Button name="do" value="code">
                {say("counter.consent.check")}
              </Button>
              <Button look="link" name="do" value="send">
                {say("counter.consent.again")}
              </Button>
            </div>
          </>
        ) : (
          <Button name="do" value="send">
            {say("counter.consent.send")}
          </Button>
        )}
      </form>
      <h2>{say("counter.consent.paper-title")}</h2>
      <p>{say("counter.consent.paper-text")}</p>
      <form method="post" action={path} encType="multipart/form-data" noValidate>
        <Once context={context} />
        <FileUpload
          id="paper"
          name="paper"
          label={say("counter.paper")}
          accept="image/jpeg,image/png,image/webp"
          error={faultAt(refusal, "paper", say)}
        />
        <Button look="secondary" name="do" value="paper">
          {say("counter.consent.paper-keep")}
        </Button>
      </form>
    </>
  );
}

function Begin({ context, row }: { context: RequestContext; row: Visit }) {
  const { say, form } = context;
  return (
    <form method="post" action={`/petugas/dampingi/${row.id}`} noValidate>
      <Once context={context} />
      {row.businesses.length > 1 && (
        <Select
          id="business"
          name="business"
          label={say("counter.business")}
          value={field(form, "business")}
          options={row.businesses.map(({ id, name }) => ({ value: id, text: name }))}
        />
      )}
      <Button name="do" value="begin">
        {say("counter.begin")}
      </Button>
    </form>
  );
}
