/** Types of `v5-file.mjs`, for tests that write such a file. */
export function writeV5File(path: string, lines: number): Promise<{ packages: number; totalSen: bigint }>;
