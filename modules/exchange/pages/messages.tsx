import { FactRows, InsetText, Pages, SummaryList, Tag } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { page } from "../../../kernel/index.ts";
import { messageProof, messages } from "../queries/messages.ts";
import { desk } from "./parts.tsx";

const here = `${desk}/pesan`;

/** What was exchanged under the agency's agreements, the newest first; the faults alone when they are asked for. */
export const messagesPage = page({
  path: here,
  async show({ ask, say, locale, world, query }) {
    const agreement = query.kesepakatan;
    const faults = query.gagal === "ya";
    const found = await ask(messages, {
      faults,
      limit: 50,
      ...(agreement && { agreement }),
      ...(query.after && { after: query.after }),
      ...(query.before && { before: query.before }),
    });
    const to = (more: Record<string, string>) =>
      `${here}?${new URLSearchParams({ ...(agreement && { kesepakatan: agreement }), ...(faults && { gagal: "ya" }), ...more })}`;
    return {
      title: say("exchange.messages"),
      back: { href: agreement ? `${desk}/sepakat/${agreement}` : desk, label: say("exchange.desk") },
      main: (
        <>
          <h1>{say("exchange.messages")}</h1>
          <p>
            {faults ? (
              <a href={agreement ? `${here}?kesepakatan=${agreement}` : here}>{say("exchange.messages.all")}</a>
            ) : (
              <a href={to({ gagal: "ya" })}>{say("exchange.messages.faults")}</a>
            )}
          </p>
          {found.rows.length === 0 && <p>{say("exchange.messages.none")}</p>}
          <FactRows
            items={found.rows.map((row) => ({
              href: `${here}/${row.id}`,
              title: `${row.consumer} → ${row.service} ${row.endpoint}`,
              facts: row.fault ? <Tag tone="red">{row.fault.split(".").at(-1)}</Tag> : String(row.status),
              under: dateTime(row.request_in, locale, world.calendar.timeZone),
            }))}
          />
          <Pages
            newer={found.newer ? to({ before: found.newer }) : null}
            older={found.older ? to({ after: found.older }) : null}
            words={{ newer: say("exchange.newer"), older: say("exchange.older"), label: say("exchange.messages") }}
          />
        </>
      ),
    };
  },
});

/** One message with what proves it to anybody: both signatures, what they are over, and its place in the public log. */
export const messagePage = page({
  path: `${here}/:id`,
  async show({ ask, say, locale, world, params }) {
    const { message, keys, journal } = await ask(messageProof, { id: params.id ?? "" });
    const at = (moment: Date | null) => (moment ? dateTime(moment, locale, world.calendar.timeZone) : "");
    return {
      title: say("exchange.message"),
      back: { href: here, label: say("exchange.messages") },
      main: (
        <>
          <h1>{say("exchange.message")}</h1>
          <SummaryList
            rows={[
              { key: "X-Road-Id", value: <code>{message.message_id}</code> },
              { key: say("exchange.consumer"), value: message.consumer },
              { key: say("exchange.provider"), value: `${message.provider}/${message.service}` },
              { key: say("exchange.endpoints"), value: message.endpoint },
              { key: say("exchange.message.at"), value: at(message.request_in) },
              { key: say("exchange.message.status"), value: String(message.status) },
              ...(message.fault
                ? [{ key: say("exchange.message.fault"), value: `${message.fault}: ${message.fault_detail ?? ""}` }]
                : []),
              { key: say("exchange.proof"), value: say(`exchange.proof.was-${message.proven_by}`) },
              { key: say("exchange.message.sizes"), value: `${message.request_size} / ${message.response_size}` },
            ]}
          />
          <h2>{say("exchange.message.proof")}</h2>
          <p>{say("exchange.message.proof-lead")}</p>
          {message.proof && (
            <InsetText>
              {say("exchange.message.shortened")} <code>{message.proof}</code>
            </InsetText>
          )}
          {message.request_base && (
            <>
              <h3>{say("exchange.message.question")}</h3>
              <pre>{`${message.request_base}\n\n${message.request_key}: ${message.request_signature}`}</pre>
            </>
          )}
          {message.response_base && (
            <>
              <h3>{say("exchange.message.answer")}</h3>
              <pre>{`${message.response_base}\n\n${message.response_key}: ${message.response_signature}`}</pre>
            </>
          )}
          {keys.map((key) => (
            <pre key={key.id}>{`${key.id} (${key.algorithm})\n${key.public}`}</pre>
          ))}
          {journal && (
            <p>
              <a href={`/log/bukti/${journal}`}>{say("exchange.message.log")}</a>
            </p>
          )}
        </>
      ),
    };
  },
});
