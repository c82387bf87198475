export { toJson } from "./api.ts";
export { type Mount, type MountVisit, mount } from "./mount.ts";
export { openapi } from "./openapi.ts";
export {
  type Answer,
  type Bytes,
  desksOf,
  type Form,
  field,
  type GoTo,
  goTo,
  type Page,
  page,
  type RequestContext,
  type Upload,
  type View,
} from "./page.ts";
export type { Faces } from "./pages.ts";
export { type Route, route } from "./route.ts";
export { type Asset, openServer, type Server } from "./server.ts";
