import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { connect, type Socket } from "node:net";
import { connect as tlsConnect } from "node:tls";

/** What came back: a status, or why nothing came. */
export type Posted = { status: number } | { unreached: string };

export interface Line {
  socket: Socket;
  close(): void;
}

/**
 * Opens the line to a receiver before anything is read for it: who is not there costs nobody a look at their data. Bounded
 * in time; null when nobody answers.
 */
export function openLine(url: URL, timeoutMs: number): Promise<Line | null> {
  const secure = url.protocol === "https:";
  const port = Number(url.port || (secure ? 443 : 80));
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return new Promise((resolve) => {
    const socket = secure ? tlsConnect({ host, port, servername: host }) : connect({ host, port });
    const over = (line: Line | null) => {
      clearTimeout(clock);
      if (!line) socket.destroy();
      resolve(line);
    };
    const clock = setTimeout(() => over(null), timeoutMs);
    socket.once(secure ? "secureConnect" : "connect", () => over({ socket, close: () => socket.destroy() }));
    socket.on("error", () => over(null));
  });
}

/** Posts a body over an open line. What the receiver says beside its status is not read: nothing of it is kept in memory. */
export function post(
  { socket }: Line,
  url: URL,
  { headers, body, timeoutMs }: { headers: Record<string, string>; body: Buffer; timeoutMs: number },
): Promise<Posted> {
  const send = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const over = (posted: Posted) => {
      clearTimeout(clock);
      request.destroy();
      socket.destroy();
      resolve(posted);
    };
    const clock = setTimeout(() => over({ unreached: `no answer in ${timeoutMs} ms` }), timeoutMs);
    const request = send(
      url,
      {
        method: "POST",
        agent: false,
        createConnection: () => socket,
        headers: { ...headers, "content-length": body.length },
      },
      (response) => over({ status: response.statusCode ?? 500 }),
    );
    request.on("error", () => over({ unreached: "the line broke" }));
    request.end(body);
  });
}
