import type { Spool } from "../spool.ts";
import type { Bytes, GoTo, RequestContext } from "./page.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** A door for programs: feeds, files, callbacks. Nothing is put around what it answers. */
export interface Route {
  method: Method | readonly Method[];
  path: string;
  /** The body as it came, for signed callbacks and protocols of their own. */
  raw?: boolean;
  /** Called by other machines with their own proof (a signature, a token): no session is looked for, no origin checked. */
  machine?: boolean;
  limit?: { times: number; seconds: number };
  /** Largest body in bytes; 1 MiB when nothing is said. */
  bodyLimit?: number;
  /** A large body goes to a file as it comes, so that it costs no memory. It is gone when the route has answered. */
  spools?: boolean;
  handle(
    context: RequestContext & {
      body: Buffer;
      /** The body, where it was too large to be held; `body` is empty then. */
      spool: Spool | null;
      headers: Readonly<Record<string, string | undefined>>;
      method: string;
    },
  ): Promise<Bytes | GoTo> | Bytes | GoTo;
}

export const route = (declared: Route): Route => declared;
