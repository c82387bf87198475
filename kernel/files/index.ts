import { createHash } from "node:crypto";
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AwsClient } from "aws4fetch";

/** Bytes by name. Names are made by us ("documents/2026/<id>.pdf"); a file is written once and never changed. */
export interface FileStore {
  put(name: string, body: Buffer, type: string): Promise<void>;
  /** Null when there is no such file. */
  get(name: string): Promise<Buffer | null>;
  remove(name: string): Promise<void>;
}

const fit = /^[a-z0-9-]+(\/[a-zA-Z0-9._-]+)+$/;
const checked = (name: string): string => {
  if (!fit.test(name) || name.includes("..")) throw new Error(`Unfit file name ${name}`);
  return name;
};

/** Files in a folder. A file appears whole or not at all, and is on the disk before this returns. */
export function folderFiles(folder: string): FileStore {
  const at = (name: string) => join(folder, checked(name));
  return {
    async put(name, body) {
      const path = at(name);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const aside = `${path}.${process.pid}.${createHash("sha1").update(body).digest("hex").slice(0, 8)}`;
      const handle = await open(aside, "w", 0o600);
      try {
        await handle.writeFile(body);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(aside, path);
    },
    async get(name) {
      const path = at(name);
      return (await stat(path).catch(() => null)) ? readFile(path) : null;
    },
    remove: (name) => rm(at(name), { force: true }),
  };
}

/** Files in an S3 bucket: `s3://bucket/prefix?endpoint=https://...&region=...`, path style. */
export function s3Files(address: string, keys: { accessKeyId: string; secretAccessKey: string }): FileStore {
  const url = new URL(address);
  const endpoint = url.searchParams.get("endpoint");
  if (!endpoint) throw new Error("FILES=s3://... needs ?endpoint=https://...");
  const client = new AwsClient({
    ...keys,
    service: "s3",
    region: url.searchParams.get("region") ?? "us-east-1",
    retries: 3,
  });
  const base = `${endpoint.replace(/\/$/, "")}/${url.hostname}${url.pathname.replace(/\/$/, "")}`;
  const call = (method: string, name: string, init: RequestInit = {}) =>
    client.fetch(`${base}/${checked(name)}`, { method, signal: AbortSignal.timeout(30_000), ...init });
  return {
    async put(name, body, type) {
      const answer = await call("PUT", name, { body: new Uint8Array(body), headers: { "content-type": type } });
      if (!answer.ok) throw new Error(`S3 put failed with ${answer.status}`);
    },
    async get(name) {
      const answer = await call("GET", name);
      if (answer.status === 404) return null;
      if (!answer.ok) throw new Error(`S3 get failed with ${answer.status}`);
      return Buffer.from(await answer.arrayBuffer());
    },
    async remove(name) {
      const answer = await call("DELETE", name);
      if (!answer.ok && answer.status !== 404) throw new Error(`S3 delete failed with ${answer.status}`);
    },
  };
}
