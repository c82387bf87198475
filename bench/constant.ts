// The floor of pages: the same Fastify answering one constant text.
import Fastify from "fastify";

const size = Number(process.argv[2]);
const app = Fastify();
const text = "x".repeat(size);
app.get("/", (_request, reply) => reply.type("text/html; charset=utf-8").send(text));
await app.listen({ host: "127.0.0.1", port: 0 });
const at = app.server.address();
console.log(`http://127.0.0.1:${typeof at === "object" ? at?.port : ""}`);
process.once("SIGTERM", () => void app.close().then(() => process.exit(0)));
