import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Failed sign-ins, counted per user name and per address; a row goes when a day has passed without a failure. */
@Entity('sign_in_throttle')
export class SignInThrottle {
  /** 'user:<hash of the name>' or 'address:<ip>'. A name is hashed: people type passwords into the wrong field. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'sign_in_throttle_pk' }) key: string;
  @Column('integer') failures: number;
  @Column('timestamptz', { name: 'last_failure_at' }) lastFailureAt: Date;
  @Column('timestamptz', { name: 'blocked_until' }) blockedUntil: Date;
}
