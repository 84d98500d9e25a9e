import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm';
import type {
  CircularState,
  CircularType,
  Denominator,
  IssuerPosition,
  NumeratorKind,
  ObligationKind,
  Responsible,
} from './circular.js';

/** A circular as it stands now; what it was before is in `circular_revision`. Days are 'YYYY-MM-DD'. */
@Entity('circular')
@Index('circular_period_ix', ['effectiveFrom', 'effectiveTo'])
@Check(
  'circular_type_ck',
  `type in ('surat_edaran', 'instruksi_gubernur', 'peraturan_gubernur', 'keputusan_gubernur', 'surat_sekda', 'surat_biro', 'arahan_lisan')`,
)
@Check(
  'circular_issuer_ck',
  `issuer_position in ('gubernur', 'wakil_gubernur', 'penjabat_gubernur', 'sekretaris_daerah', 'asisten', 'kepala_biro', 'bupati', 'wali_kota')`,
)
@Check('circular_state_ck', `state in ('draf', 'terbit')`)
@Check('circular_period_ck', `effective_to is null or effective_to >= effective_from`)
@Check('circular_document_ck', `document_sha256 ~ '^[0-9a-f]{64}$'`)
export class Circular {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'circular_pk',
  })
  id: string;
  @Column({ type: 'text', nullable: true, collation: 'C' }) klpd: string | null;
  @Column('text') type: CircularType;
  @Column('text', { nullable: true }) number: string | null;
  @Column('text') subject: string;
  @Column('text', { name: 'issuer_position' }) issuerPosition: IssuerPosition;
  @Column('date', { name: 'issued_on', nullable: true }) issuedOn: string | null;
  @Column('date', { name: 'effective_from' }) effectiveFrom: string;
  @Column('date', { name: 'effective_to', nullable: true }) effectiveTo: string | null;
  @Column('text') state: CircularState;
  @Column('text', { nullable: true }) note: string | null;
  @Column('text', { name: 'document_sha256', nullable: true }) documentSha256: string | null;
  @Column('integer') version: number;
  @Column('text', { name: 'created_by', nullable: true }) createdBy: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column('text', { name: 'updated_by', nullable: true }) updatedBy: string | null;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt: Date;

  @OneToMany(() => CircularAddressee, (addressee) => addressee.circular) addressees: Relation<CircularAddressee>[];
  @OneToMany(() => CircularObligation, (obligation) => obligation.circular) obligations: Relation<CircularObligation>[];
  @OneToMany(() => CircularExemption, (exemption) => exemption.circular) exemptions: Relation<CircularExemption>[];
}

@Entity('circular_addressee')
@Unique('circular_addressee_uq', ['circularId', 'perangkatDaerahId'])
@Check('circular_addressee_excluded_ck', `not excluded or perangkat_daerah_id is not null`)
export class CircularAddressee {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'circular_addressee_pk',
  })
  id: string;
  @Column('bigint', { name: 'circular_id' }) circularId: string;
  /** null = every perangkat daerah of the KLPD. */
  @Column('bigint', { name: 'perangkat_daerah_id', nullable: true }) perangkatDaerahId: string | null;
  @Column('boolean') excluded: boolean;

  @ManyToOne(() => Circular, (circular) => circular.addressees, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'circular_id', foreignKeyConstraintName: 'circular_addressee_circular_fk' })
  circular: Relation<Circular>;
}

@Entity('circular_obligation')
@Unique('circular_obligation_uq', ['circularId', 'code'])
@Check('circular_obligation_kind_ck', `kind in ('porsi_nilai', 'nilai_minimum', 'etalase_tersedia')`)
@Check('circular_obligation_numerator_ck', `numerator in ('umk', 'ovop', 'umk-and-ovop', 'etalase')`)
@Check(
  'circular_obligation_denominator_ck',
  `denominator in ('completed', 'committed', 'procurement-budget', 'tourism-places')`,
)
@Check('circular_obligation_threshold_ck', `threshold > 0 and (kind = 'nilai_minimum' or threshold <= 100)`)
@Check(
  'circular_obligation_etalase_ck',
  `(kind = 'etalase_tersedia') = (numerator = 'etalase') and (kind = 'etalase_tersedia') = (denominator = 'tourism-places')`,
)
@Check('circular_obligation_budget_ck', `kind = 'porsi_nilai' or denominator <> 'procurement-budget'`)
export class CircularObligation {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'circular_obligation_pk',
  })
  id: string;
  @Column('bigint', { name: 'circular_id' }) circularId: string;
  @Column('integer') place: number;
  @Column({ type: 'text', collation: 'C' }) code: string;
  @Column('text') title: string;
  @Column('text') kind: ObligationKind;
  @Column('text') numerator: NumeratorKind;
  @Column('text') denominator: Denominator;
  /** Percent (0 to 100) for porsi_nilai and etalase_tersedia, rupiah for nilai_minimum; decimal text with two places. */
  @Column('numeric', { precision: 20, scale: 2 }) threshold: string;
  @Column('text', { name: 'account_prefixes', array: true }) accountPrefixes: string[];
  @Column('text', { array: true }) sources: string[];
  @Column('jsonb', {
    default: [],
    comment:
      'of etalase_tersedia: who answers for the tourism places of which region, [{"perangkatDaerahId", "wilayah"}]',
  })
  responsible: Responsible[];

  @ManyToOne(() => Circular, (circular) => circular.obligations, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'circular_id', foreignKeyConstraintName: 'circular_obligation_circular_fk' })
  circular: Relation<Circular>;
}

@Entity('circular_exemption')
@Index('circular_exemption_circular_ix', ['circularId'])
@Check('circular_exemption_period_ck', `valid_to is null or valid_to >= valid_from`)
export class CircularExemption {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'circular_exemption_pk',
  })
  id: string;
  @Column('bigint', { name: 'circular_id' }) circularId: string;
  @Column('bigint', { name: 'perangkat_daerah_id' }) perangkatDaerahId: string;
  /** null = every obligation of the circular. */
  @Column({ type: 'text', name: 'obligation_code', nullable: true, collation: 'C' }) obligationCode: string | null;
  @Column('date', { name: 'valid_from' }) validFrom: string;
  @Column('date', { name: 'valid_to', nullable: true }) validTo: string | null;
  @Column('text') reason: string;
  @Column('text', { name: 'decided_by', nullable: true }) decidedBy: string | null;

  @ManyToOne(() => Circular, (circular) => circular.exemptions, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'circular_id', foreignKeyConstraintName: 'circular_exemption_circular_fk' })
  circular: Relation<Circular>;
}

/** One version as it stood, so that what was judged by it can be told for ever. */
@Entity('circular_revision')
@Unique('circular_revision_uq', ['circularId', 'version'])
export class CircularRevision {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'circular_revision_pk',
  })
  id: string;
  @Column('bigint', { name: 'circular_id' }) circularId: string;
  @Column('integer') version: number;
  @Column('jsonb') content: Record<string, unknown>;
  @Column('text', { name: 'change_note', nullable: true }) changeNote: string | null;
  @Column('text', { name: 'changed_by', nullable: true }) changedBy: string | null;
  @Column('timestamptz', { name: 'changed_at', default: () => 'now()' }) changedAt: Date;

  @ManyToOne(() => Circular, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'circular_id', foreignKeyConstraintName: 'circular_revision_circular_fk' })
  circular: Relation<Circular>;
}
