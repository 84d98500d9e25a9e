export { openFile } from './open-file.js';
export { RefusedFile } from './port.js';
export type { Cell, FileFormat, OpenedFile, OpenOptions, RawRow, RefusalCode } from './port.js';
