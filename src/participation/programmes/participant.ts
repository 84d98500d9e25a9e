/** An enterprise that took part in a programme. Days 'YYYY-MM-DD'. */
export interface Participant {
  enterpriseId: string;
  name: string;
  nib: string | null;
  wilayahCode: string | null;
  /** The names of `wilayahCode`. */
  wilayah: string | null;
  joinedOn: string;
  leftOn: string | null;
  note: string | null;
  /** Has no supplier key on file: whether it sold cannot be told. */
  withoutKey: boolean;
  /** First and last day of an own listing on file; 'until' null = still listed. Both null = no listing on file. */
  listedFrom: string | null;
  listedUntil: string | null;
  /** First order before it took part, and first after, that was agreed or completed. */
  soldBefore: string | null;
  soldAfter: string | null;
  version: number;
  updatedBy: string;
  updatedAt: string;
}

export interface ParticipantInput {
  joinedOn: string;
  leftOn?: string | null;
  note?: string | null;
}
