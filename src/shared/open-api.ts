/** `security` of an operation that answers everybody, and perhaps more to those who sign in. */
export const FOR_ALL: Record<string, string[]>[] = [{}, { cookie: [] }, { 'api-key': [] }];
