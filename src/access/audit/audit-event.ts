/** One thing that happened, for the trail. Who, when and from where are added by AuditLog. No personal data in it. */
export interface AuditEvent {
  /** 'resource.verb', stable, English: 'session.begin', 'personal.unmask', 'backup.make'. */
  action: string;
  /** What kind of thing: 'app_user', 'import_batch'; the table's name where there is a table. */
  objectKind: string;
  /** Its key as text; null when there is none (a sign-in that failed). */
  objectId: string | null;
  before?: Readonly<Record<string, unknown>> | null;
  after?: Readonly<Record<string, unknown>> | null;
  /** Why, in the person's own words, where the action asks for a reason. */
  reason?: string | null;
}
