import type { ServiceDefinition } from "./definition/schema.ts";

export interface CatalogueTables {
  "catalogue.service_version": {
    code: string;
    version: number;
    hash: string;
    definition: ServiceDefinition;
    published_at: Date;
  };
}
