import {
  Button,
  ButtonLink,
  Details,
  ErrorSummary,
  SummaryList,
  Textarea,
  WarningText,
} from "../../../design/index.ts";
import { dateTime, dayWords, longDate } from "../../../design/words.ts";
import { type Bytes, field, goTo, page, refuse, route, textIn } from "../../../kernel/index.ts";
import { revokeDocument } from "../commands/revoke-document.ts";
import { documentById } from "../queries/document-by-id.ts";
import { sha256Hex } from "../sign/sign.ts";

/** One document: what it is, who signed, the file; for the head of the agency also the way to take its force away. */
export const documentPage = page({
  path: "/dokumen/:id",
  async show({ ask, say, locale, params, world, actor, once, form }, refusal) {
    const row = await ask(documentById, { id: params.id ?? "" });
    if (row.state === "making") refuse("not-found", "kernel.refusal.not-found");
    const zone = world.calendar.timeZone;
    const mayRevoke = row.state === "valid" && actor.officer?.roles.includes("head") === true;
    const errors = (refusal?.faults ?? []).map((fault) => ({
      text: say(fault.messageKey, fault.values),
      href: `#${fault.path}`,
    }));
    if (refusal && errors.length === 0) errors.push({ text: say(refusal.messageKey, refusal.values), href: "#reason" });
    return {
      title: `${textIn(row.title, locale)} ${row.number}`,
      back:
        actor.hat === "officer"
          ? { href: `/petugas/kasus/${row.subject}`, label: say("documents.case") }
          : { href: "/dokumen", label: say("documents.list.title") },
      main: (
        <>
          <ErrorSummary title={say("documents.errors")} errors={errors} />
          <h1>{textIn(row.title, locale)}</h1>
          {row.state !== "valid" && (
            <WarningText word={say("documents.warning")}>
              {say(`documents.standing.${row.state}`, {
                day: longDate(row.standing_at ?? row.revoked_at!, locale, zone),
                reason: row.reason ?? "",
              })}
            </WarningText>
          )}
          <SummaryList
            rows={[
              { key: say("documents.number"), value: row.number },
              { key: say("documents.holder"), value: row.holder },
              { key: say("documents.issued"), value: dateTime(row.issued_at!, locale, zone) },
              ...(row.valid_until ? [{ key: say("documents.until"), value: dayWords(row.valid_until, locale) }] : []),
              {
                key: say("documents.signed"),
                value: (
                  <ul class="govuk-list">
                    {row.signers.map((signer) => (
                      <li key={signer.kind + signer.name}>
                        {say(`documents.signer.${signer.kind}`, { name: signer.name, office: signer.office })}
                      </li>
                    ))}
                  </ul>
                ),
              },
              { key: say("documents.code"), value: <a href={`/c/${row.code}`}>{row.code}</a> },
            ]}
          />
          <ButtonLink href={`/dokumen/${row.id}/berkas`}>
            {say("documents.download", { size: Math.ceil((row.bytes ?? 0) / 1024) })}
          </ButtonLink>
          <p class="quiet">{say("documents.print")}</p>
          {mayRevoke && (
            <Details summary={say("documents.revoke.title")} open={Boolean(refusal)}>
              {actor.assurance < 3 ? (
                <>
                  <p>{say("documents.revoke.code-first")}</p>
                  <ButtonLink href={`/masuk/lagi?lanjut=/dokumen/${row.id}`}>{say("documents.revoke.code")}</ButtonLink>
                </>
              ) : (
                <form method="post" action={`/dokumen/${row.id}`}>
                  <input type="hidden" name="_once" value={once} />
                  <Textarea
                    id="reason"
                    name="reason"
                    label={say("documents.revoke.reason")}
                    hint={say("documents.revoke.hint")}
                    value={field(form, "reason")}
                    rows={3}
                    maxLength={300}
                    error={errors.find((one) => one.href === "#reason")?.text}
                  />
                  <Button look="warning">{say("documents.revoke.go")}</Button>
                </form>
              )}
            </Details>
          )}
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    await act(revokeDocument, { id: params.id ?? "", reason: field(form, "reason") });
    return goTo(`/dokumen/${params.id}`);
  },
});

/** The file itself, to whoever may see the document. */
export const documentFile = route({
  method: "GET",
  path: "/dokumen/:id/berkas",
  async handle({ ask, world, params }): Promise<Bytes> {
    const row = await ask(documentById, { id: params.id ?? "" });
    const body = row.store ? await world.files.get(row.store) : null;
    if (!body) refuse("not-found", "kernel.refusal.not-found");
    // The register (and through it the public log) says what was issued; a file that was swapped is handed to nobody.
    if (sha256Hex(body) !== row.sha256) {
      world.log.error({ document: row.id }, "the stored file is not the one that was issued");
      refuse("conflict", "documents.refusal.file-changed");
    }
    return { body, type: "application/pdf", filename: `${row.number.replace(/[^A-Za-z0-9]+/g, "-")}.pdf` };
  },
});
