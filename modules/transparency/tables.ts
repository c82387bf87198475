export interface EntryRow {
  index: bigint;
  journal: string;
  commitment: Buffer;
}
export interface CheckpointRow {
  size: bigint;
  root: Buffer;
  note: string;
  at: Date;
}
export interface TransparencyTables {
  "transparency.entry": EntryRow;
  "transparency.node": { level: number; index: bigint; hash: Buffer };
  "transparency.tree": { one: boolean; size: bigint; edge: Buffer[] };
  "transparency.checkpoint": CheckpointRow;
  "transparency.key": { name: string; wrapped: Buffer; public: Buffer; made_at: Date };
}
