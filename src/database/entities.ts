
/** Every entity of every module, for the data source and the drift check. Modules use their own only. */
export const ENTITIES: (new () => object)[] = [];
