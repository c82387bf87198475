// The front door of One Data: what other rooms, such as the open data portal, may use of it.
export { dataList, publishedTable, publishedVersion, releases } from "./queries/datasets.ts";
