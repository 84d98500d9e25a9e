import { Check, Column, Entity, PrimaryGeneratedColumn, Unique, VirtualColumn } from 'typeorm';
import type { Role } from './permissions.js';
import type { SupplierKey } from './scope.js';

@Entity('app_user')
@Unique('app_user_username_key', ['username'])
@Check(
  'app_user_role_check',
  `role in ('admin', 'biro-pbj', 'perangkat-daerah', 'pelaku-usaha', 'dinas-pariwisata', 'dinas-pembina', 'auditor')`,
)
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
  /** Own agency of the role 'perangkat-daerah'; null for all others. */
  @Column('bigint', { name: 'perangkat_daerah_id', nullable: true }) perangkatDaerahId: string | null;
  /** Own supplier keys of the role 'pelaku-usaha'; written by user-scope.ts. */
  @VirtualColumn('jsonb', {
    query: (alias) =>
      `(select coalesce(jsonb_agg(jsonb_build_object('scheme', s.scheme, 'key', s.key) order by s.scheme, s.key), '[]')
        from app_user_supplier s where s.user_id = ${alias}.id)`,
  })
  suppliers: SupplierKey[];
  @Column('boolean', { name: 'must_change_password', default: true }) mustChangePassword: boolean;
  @Column('timestamptz', { name: 'disabled_at', nullable: true }) disabledAt: Date | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt: Date;
}
