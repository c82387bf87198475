import { readSystemId } from "./identifier.ts";
import type { MessageRow } from "./tables.ts";

/**
 * A message in the field names of X-Road's operational monitoring, so that its tools read ours. `public` leaves out what could tell
 * who asked about whom: ids, the user, the issue, addresses; and rounds times to the hour (Estonia's rule).
 */
export function operational(
  row: MessageRow,
  for_: "party" | "public",
): Record<string, string | number | boolean | null> {
  const client = partsOf("client", row.consumer);
  const service = partsOf("service", row.provider);
  const open = for_ === "public";
  const ms = (at: Date | null) =>
    at ? (open ? Math.floor(at.getTime() / 3_600_000) * 3_600_000 : at.getTime()) : null;
  return {
    monitoringDataTs: Math.floor(row.response_out.getTime() / (open ? 3_600_000 : 1000)) * (open ? 3600 : 1),
    securityServerInternalIp: null,
    securityServerType: row.role === "provider" ? "Producer" : "Client",
    requestInTs: ms(row.request_in),
    requestOutTs: ms(row.request_out ?? row.request_in),
    responseInTs: ms(row.response_in ?? row.response_out),
    responseOutTs: ms(row.response_out),
    ...client,
    ...service,
    serviceCode: row.service,
    serviceVersion: null,
    restMethod: row.method,
    // The endpoint's pattern: what stood in the address is kept nowhere.
    restPath: row.endpoint.replace(/^\S+ /, ""),
    messageId: open ? null : row.message_id,
    messageUserId: open ? null : row.user_id,
    messageIssue: open ? null : row.issue,
    messageProtocolVersion: "1",
    xRoadVersion: "pendopo/1",
    representedPartyClass: open ? null : (row.represented?.split("/").at(-2) ?? null),
    representedPartyCode: open ? null : (row.represented?.split("/").at(-1) ?? null),
    clientSecurityServerAddress: null,
    serviceSecurityServerAddress: null,
    requestSize: Number(row.request_size),
    requestMimeSize: null,
    requestAttachmentCount: 0,
    responseSize: Number(row.response_size),
    responseMimeSize: null,
    responseAttachmentCount: 0,
    succeeded: row.fault === null && row.status < 400,
    statusCode: row.status,
    faultCode: row.fault,
    faultString: open ? null : row.fault_detail,
    serviceType: "REST",
  };
}

function partsOf(side: "client" | "service", text: string): Record<string, string | null> {
  const id = readSystemId(text);
  return {
    [`${side}XRoadInstance`]: id?.instance ?? null,
    [`${side}MemberClass`]: id?.memberClass ?? null,
    [`${side}MemberCode`]: id?.member ?? null,
    [`${side}SubsystemCode`]: id?.system ?? null,
  };
}
