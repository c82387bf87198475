import { Details, SummaryList } from "../../../design/index.ts";
import { page, refuse, route } from "../../../kernel/index.ts";
import { certificateById } from "../queries/certificate.ts";
import { moment } from "./parts.tsx";

/** A certificate of destruction, for whoever has its address: what was destroyed, and how to check it without us. */
export const certificatePage = page({
  path: "/pemusnahan/:id",
  async show(context) {
    const { ask, say, params } = context;
    const found = await ask(certificateById, { id: params.id ?? "" });
    const read = JSON.parse(found.content) as { keyId: string; ground: string; records: Record<string, number> };
    return {
      title: say("rights.certificate.title", { number: found.number }),
      main: (
        <>
          <h1>{say("rights.certificate.title", { number: found.number })}</h1>
          <p>{say("rights.certificate.explained")}</p>
          <SummaryList
            rows={[
              { key: say("rights.certificate.at"), value: moment(context, found.at) },
              { key: say("rights.certificate.key"), value: <code>{read.keyId}</code> },
              { key: say("rights.certificate.ground"), value: read.ground },
              {
                key: say("rights.certificate.records"),
                value: Object.entries(read.records)
                  .map(([name, n]) => `${say(`rights.holding.${name}`)}: ${n}`)
                  .join("; "),
              },
            ]}
          />
          <ul>
            <li>
              <a href={`/pemusnahan/${found.id}/sertifikat.json`}>{say("rights.certificate.file")}</a>
            </li>
            {found.proof && (
              <li>
                <a href={`/pemusnahan/${found.id}/bukti.tlog-proof`}>{say("rights.certificate.proof")}</a>
              </li>
            )}
          </ul>
          <Details summary={say("rights.certificate.how")}>
            <p>{say("rights.certificate.how-explained")}</p>
          </Details>
        </>
      ),
    };
  },
});

export const certificateRoutes = [
  route({
    method: "GET",
    path: "/pemusnahan/:id/sertifikat.json",
    limit: { times: 60, seconds: 60 },
    async handle({ ask, params }) {
      const { content, signature, public_key } = await ask(certificateById, { id: params.id ?? "" });
      const signed = { signature: signature?.toString("base64"), publicKey: public_key?.toString("base64") };
      return {
        type: "application/json",
        body: `${JSON.stringify({ content, algorithm: "ECDSA P-256, SHA-256", ...signed }, null, 2)}\n`,
      };
    },
  }),
  route({
    method: "GET",
    path: "/pemusnahan/:id/bukti.tlog-proof",
    limit: { times: 60, seconds: 60 },
    async handle({ ask, params }) {
      const { proof } = await ask(certificateById, { id: params.id ?? "" });
      if (!proof) refuse("conflict", "rights.refusal.not-signed-yet");
      return { type: "text/plain; charset=utf-8", body: proof };
    },
  }),
];
