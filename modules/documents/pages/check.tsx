import { Button, ErrorSummary, FileUpload, InsetText, SummaryList, TextInput, Verdict } from "../../../design/index.ts";
import { dateTime, dayWords, longDate } from "../../../design/words.ts";
import { field, goTo, page, Refusal, type RequestContext, textIn } from "../../../kernel/index.ts";
import { sealKey } from "../keystore.ts";
import { markIn } from "../mark.ts";
import { type Checked, checkDocument } from "../queries/check-document.ts";
import { sha256Hex } from "../sign/sign.ts";

/** A paper that waits looks held; one that a newer took the place of looks like one whose term has passed. */
const signOf = (verdict: Checked["verdict"]) =>
  verdict === "suspended" ? "held" : verdict === "replaced" ? "expired" : verdict;

/** The answer in plain words, with what is printed on the genuine paper so that both can be compared. */
function Answer({ found, context: { say, locale, world } }: { found: Checked; context: RequestContext }) {
  const { verdict, document } = found;
  const zone = world.calendar.timeZone;
  return (
    <>
      <Verdict kind={signOf(verdict)} title={say(`documents.verdict.${verdict}`)}>
        <p>
          {say(`documents.reason.${verdict}`, {
            day: document?.since ? longDate(document.since, locale, zone) : "",
            reason: document?.reason ?? "",
          })}
        </p>
      </Verdict>
      {document && (
        <SummaryList
          rows={[
            { key: say("documents.what"), value: textIn(document.title, locale) },
            { key: say("documents.number"), value: document.number },
            { key: say("documents.holder"), value: document.holder },
            { key: say("documents.issued"), value: dateTime(document.issuedAt, locale, zone) },
            ...(document.validUntil
              ? [{ key: say("documents.until"), value: dayWords(document.validUntil, locale) }]
              : []),
            {
              key: say("documents.signed"),
              value: document.signers
                .map((signer) => say(`documents.signer.${signer.kind}`, { name: signer.name, office: signer.office }))
                .join("; "),
            },
            { key: say("documents.code"), value: document.code },
            { key: "SHA-256", value: <code class="break">{document.sha256}</code> },
          ]}
        />
      )}
    </>
  );
}

/** Whose keys stand behind the answer: nobody has certified the example's. */
const Authority = ({ say }: Pick<RequestContext, "say">) => (
  <p class="quiet">
    {say("documents.check.root")} <a href="/ca/root.pem">root.pem</a>
  </p>
);

const limit = { times: 60, seconds: 60 };
/** Whoever tries code after code is slowed down, by whichever of the two doors; the empty form costs nothing. */
const knock = ({ world, network }: RequestContext) => world.patience.knock("/cek", network, limit);

/** Is this paper genuine? By the code on it or by the file; no sign-in. */
export const checkPage = page({
  path: "/cek",
  limit,
  async show(context, refusal) {
    const { ask, say, query, once, form } = context;
    const code = (query.kode ?? field(form, "kode")).slice(0, 40);
    const sha256 = /^[0-9a-f]{64}$/.test(query.sha256 ?? "") ? query.sha256 : undefined;
    if (code || sha256) await knock(context);
    const found =
      code || sha256 ? await ask(checkDocument, { ...(code && { code }), ...(sha256 && { sha256 }) }) : null;
    return {
      title: say("documents.check.title"),
      scripts: ["check-file.js"],
      main: (
        <>
          <ErrorSummary
            title={say("documents.errors")}
            errors={refusal ? [{ text: say(refusal.messageKey, refusal.values), href: "#file" }] : []}
          />
          <h1>{say("documents.check.title")}</h1>
          {found ? <Answer found={found} context={context} /> : <p>{say("documents.check.intro")}</p>}
          <div class="short">
            <h2>{say("documents.check.by-code")}</h2>
            <form method="get" action="/cek">
              <TextInput
                id="kode"
                name="kode"
                label={say("documents.code")}
                hint={say("documents.check.code-hint")}
                value={found ? "" : code}
                width={20}
                autocomplete="off"
              />
              <Button>{say("documents.check.go")}</Button>
            </form>
            <h2>{say("documents.check.by-file")}</h2>
            <form method="post" action="/cek" encType="multipart/form-data" data-check-file="">
              <input type="hidden" name="_once" value={once} />
              <FileUpload
                id="file"
                name="file"
                label={say("documents.check.file")}
                hint={say("documents.check.file-hint")}
                accept="application/pdf"
                error={refusal && say(refusal.messageKey, refusal.values)}
              />
              <Button look="secondary">{say("documents.check.go-file")}</Button>
            </form>
          </div>
          <Authority say={say} />
        </>
      ),
    };
  },
  // Without script the file comes here, is hashed and forgotten.
  async submit({ uploads }) {
    const file = uploads.find((one) => one.field === "file" && one.body.length > 0);
    if (!file) throw new Refusal("invalid", "documents.refusal.no-file");
    const code = markIn(file.body);
    return goTo(`/cek?sha256=${sha256Hex(file.body)}${code ? `&kode=${code}` : ""}`);
  },
});

/** Where the square code leads. What stands after its "#" is checked in the browser and sent to nobody. */
export const codePage = page({
  path: "/c/:code",
  async show(context) {
    const { ask, say, params, world } = context;
    await knock(context);
    const found = await ask(checkDocument, { code: params.code ?? "" });
    const key = found.document ? await sealKey(world, found.document.agency) : null;
    return {
      title: say("documents.check.result"),
      scripts: ["check-code.js"],
      main: (
        <>
          <h1>{say("documents.check.result")}</h1>
          <Answer found={found} context={context} />
          {key && (
            <div data-offline={key} data-code={found.document?.code} hidden>
              <h2>{say("documents.offline.title")}</h2>
              <div data-forged="" hidden>
                <p class="govuk-error-message">{say("documents.offline.forged")}</p>
              </div>
              <div data-genuine="" hidden>
                <p>{say("documents.offline.genuine")}</p>
                <SummaryList
                  rows={(
                    [
                      ["n", "number"],
                      ["h", "holder"],
                      ["u", "until"],
                    ] as const
                  )
                    .filter(([said]) => said !== "u" || found.document?.validUntil)
                    .map(([said, name]) => ({ key: say(`documents.${name}`), value: <span data-said={said} /> }))}
                />
              </div>
            </div>
          )}
          {found.document && <InsetText>{say("documents.check.compare")}</InsetText>}
          <p>
            <a href="/cek">{say("documents.check.another")}</a>
          </p>
          <Authority say={say} />
        </>
      ),
    };
  },
});
