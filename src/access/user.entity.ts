import { Check, Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Role } from './permissions.js';

@Entity('app_user')
@Unique('app_user_username_key', ['username'])
@Check('app_user_role_check', `role in ('admin', 'biro-pbj', 'auditor')`)
export class AppUser {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'app_user_pk' }) id: string;
  /** Lower case; what is typed at sign-in. */
  @Column('text') username: string;
  @Column('text', { name: 'display_name' }) displayName: string;
  /** PHC string of argon2id; null = signs in at another provider and has no password here. */
  @Column('text', { name: 'password_hash', nullable: true }) passwordHash: string | null;
  /** E-mail address, sealed with the key ring (`sealText`); for reset links only. */
  @Column('text', { name: 'email_sealed', nullable: true }) emailSealed: string | null;
  @Column('text') role: Role;
  @Column('boolean', { name: 'must_change_password', default: true }) mustChangePassword: boolean;
  @Column('timestamptz', { name: 'disabled_at', nullable: true }) disabledAt: Date | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt: Date;
}
