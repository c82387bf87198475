import { createServer } from "node:http";
import type { TestContext } from "node:test";

export interface Got {
  url: string;
  headers: Record<string, string>;
  body: Buffer;
  event: { id: string; subject: string; sequence: string; type: string; data: Record<string, unknown> };
}

/** A subscriber's own machine on the loopback: takes what is posted and answers as the test says. */
export async function receiver(t: TestContext, answer: (got: Got) => number | Promise<number> = () => 204) {
  const taken: Got[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("error", () => {});
    request.on("end", async () => {
      const body = Buffer.concat(parts);
      const got: Got = {
        url: request.url ?? "",
        headers: request.headers as Record<string, string>,
        body,
        event: JSON.parse(body.toString("utf8")),
      };
      const status = await answer(got);
      if (status >= 200 && status < 300) taken.push(got);
      if (status > 0) response.writeHead(status).end("seen");
      else request.socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  t.after(close);
  const { port } = server.address() as { port: number };
  return { taken, address: `http://127.0.0.1:${port}/events`, port, close };
}
