import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm';
import { AppUser } from './user.entity.js';

@Entity('app_session')
@Unique('app_session_token_hash_key', ['tokenHash'])
@Index('app_session_user_idx', ['userId'])
@Index('app_session_expires_idx', ['expiresAt'])
export class AppSession {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'app_session_pk' }) id: string;
  /** SHA-256 (hex) of the cookie's value: who reads the table cannot take over a session. */
  @Column('text', { name: 'token_hash' }) tokenHash: string;
  @Column('uuid', { name: 'user_id' }) userId: string;
  @ManyToOne(() => AppUser, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'app_session_user_fk' })
  user?: Relation<AppUser>;
  /** Secret from which the tokens of this session's forms are made. */
  @Column('text', { name: 'csrf_secret' }) csrfSecret: string;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { name: 'last_seen_at', default: () => 'now()' }) lastSeenAt: Date;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt: Date;
  /** Browser and system in a few words, to recognise a session by. */
  @Column('text', { name: 'user_agent' }) userAgent: string;
}
