/** Who takes part, in X-Road's words: instance, class and code of a member, and one of its systems (subsystem). */
export interface SystemId {
  instance: string;
  memberClass: string;
  member: string;
  system: string;
}

/** Letters, digits, dot, dash and underscore: what needs no care in an address, a header or a file name. */
export const partShape = /^[A-Za-z0-9._-]{1,60}$/;

/** "TIRTA/GOV/dinsos/bansos", each part percent-encoded as X-Road writes it; null when it is none. */
export function readSystemId(text: string): SystemId | null {
  const parts = partsOf(text);
  if (parts?.length !== 4) return null;
  const [instance, memberClass, member, system] = parts as [string, string, string, string];
  return { instance, memberClass, member, system };
}

function partsOf(text: string): string[] | null {
  if (text.length > 300) return null;
  try {
    const parts = text.split("/").map(decodeURIComponent);
    return parts.every((part) => partShape.test(part)) ? parts : null;
  } catch {
    return null;
  }
}

export const writeSystemId = ({ instance, memberClass, member, system }: SystemId): string =>
  [instance, memberClass, member, system].join("/");

/** The same of a row of the directory. */
export const systemOf = (row: {
  instance: string;
  member_class: string;
  member: string;
  system: string;
}): SystemId => ({
  instance: row.instance,
  memberClass: row.member_class,
  member: row.member,
  system: row.system,
});

/** Words in the place of a service's code that the gateway answers itself. */
export const isReserved = (code: string): boolean =>
  ["api", "pub", "pull", "deferred", "listMethods", "allowedMethods", "getOpenAPI"].includes(code);

/** What an address of the gateway asks for: a service of a system, and where in it. */
export interface ServiceId extends SystemId {
  service: string;
}
export const writeServiceId = (id: ServiceId): string => `${writeSystemId(id)}/${id.service}`;

/**
 * "/r1/TIRTA/GOV/disdukcapil/penduduk/biodata/find?x=1" after "/r1": the service, and the path within it. Parts of the
 * path are left as they came: they are the provider's own.
 */
export function readServiceAddress(address: string): { id: ServiceId; path: string } | null {
  const [before = ""] = address.split("?", 1);
  const found = /^\/([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)(\/.*)?$/.exec(before);
  if (!found) return null;
  const parts = partsOf(found.slice(1, 6).join("/"));
  if (parts?.length !== 5) return null;
  const [instance, memberClass, member, system, service] = parts as [string, string, string, string, string];
  return { id: { instance, memberClass, member, system, service }, path: found[6] ?? "/" };
}
